"""After each session those who take part are asked four questions (F1)."""

from samlar.foundation import outbox
from samlar.foundation.rounds import all_of
from samlar.registration.queries.homework import just_ended


def ask_after_sessions() -> int:
    """One letter to each who takes part in a session that has ended within three days, once per person and session. Says how many.

    Never for a cancelled session or one that was not released; not to whoever has answered or was noted as absent.
    """
    asked = {f"debrief:{ended.session}:{one.person}": (ended, one) for ended in just_ended() for one in ended.people}
    told = outbox.used(asked)

    def put(key: str) -> int:
        ended, one = asked[key]
        values = {
            "to": one.name,
            "session": ended.title,
            "title": ended.activity_title,
            "path": f"/aktiviteter/{ended.activity}/program/traffar/{ended.session}/efterat/",
        }
        return outbox.put(to=one.email, language=one.language, name="debrief_asked", values=values, key=key)

    return all_of([key for key in asked if key not in told], put)
