"""How long the answers to an activity's own questions are kept (Z2). Pure: moments in, a moment out."""

from datetime import datetime, timedelta


def gone_at(
    *, kept_days: int, last_session: datetime | None, ended: datetime | None, received: datetime, goes_on: bool
) -> datetime | None:
    """When an answer's time is out; None while nobody knows.

    So many days after the last session's end, or after the activity's own end where that came before it (cancelled); for whoever came in
    later, after that. `goes_on`: a lasting activity that runs has sessions that are not written yet.
    """
    over = min((one for one in (last_session, ended) if one is not None), default=None)
    if over is None or (goes_on and ended is None):
        return None
    return max(over, received) + timedelta(days=kept_days)
