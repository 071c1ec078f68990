"""When things happen in the sample world: real facts keep their dates, made-up ones float with the clock.

`Days` holds the dates that several stories share; a `Course` holds one activity's own. Everything is a pure function of today.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

FIRST_DAY = date(2015, 1, 2)
FIRST_FORMATS_CAME = date(2015, 2, 4)  # networks and learning projects are older than the others
FORMATS_CAME = date(2023, 1, 2)
TEST_ROOM_CAME = date(2023, 8, 8)  # the date on the test room's source
EARLIEST_TODAY = date(2026, 1, 1)


def working_day(day: date) -> date:
    """The day itself, or the Friday before a weekend: never changes which of two days comes first."""
    return day - timedelta(days=max(0, day.weekday() - 4))


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The days of one activity, in their order; what is None does not happen. `start` and `end` are the plan's own period."""

    published: date
    begun: date
    planned: date
    returned: date | None = None  # the mandate sends the plan back; it is mended the week after
    submitted: date | None = None
    read: date | None = None
    cleared: date | None = None
    start: date | None = None
    end: date | None = None
    reviews: tuple[tuple[date, date | None], ...] = ()  # of a network: (yearly review, on with the next year)
    reported: date | None = None
    checked: date | None = None
    duties: dict[str, date] = field(default_factory=dict)
    closed: date | None = None
    evaluated: date | None = None
    cancelled: date | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """Dates of the sample world as seen from `today`."""

    today: date

    def back(self, days: int) -> date:
        return self.today - timedelta(days=days)

    @property
    def year(self) -> int:
        return self.today.year

    def on(self, years_ago: int, month: int, day: int) -> date:
        return date(self.year - years_ago, month, day)

    @property
    def rotation(self) -> date:
        """From this day on the secretariat's functions are held by others than at first (L1)."""
        return self.on(1, 1, 1)

    @property
    def spring(self) -> tuple[date, date]:
        """The latest spring that is over: for so long dissemination was delegated."""
        ago = 0 if self.today >= self.on(0, 7, 1) else 1
        return self.on(ago, 1, 15), self.on(ago, 6, 15)

    @property
    def second_version(self) -> date:
        """The test room's second version: after the first rooms' evaluation."""
        return self.on(1, 2, 28)

    # — the test rooms: two a year, the second place of this year is free —

    @property
    def fewer(self) -> Course:
        return Course(
            published=self.on(3, 11, 6), begun=self.on(3, 11, 27), planned=self.on(3, 12, 11), submitted=self.on(3, 12, 18),
            read=self.on(2, 1, 8), cleared=self.on(2, 1, 10), start=self.on(2, 1, 22), end=self.on(2, 5, 31), reported=self.on(2, 6, 14),
            checked=self.on(2, 6, 19),
            duties={
                "web": self.on(2, 7, 1), "newsletter": self.on(2, 8, 9), "network_meeting": self.on(2, 10, 17),
                "annual_conference": self.on(1, 2, 5),
            },
            closed=self.on(1, 2, 10), evaluated=self.on(1, 2, 12),
        )  # fmt: skip

    @property
    def studies(self) -> Course:
        return Course(
            published=self.on(2, 3, 4), begun=self.on(2, 3, 25), planned=self.on(2, 4, 22), returned=self.on(2, 5, 6),
            submitted=self.on(2, 5, 24), read=self.on(2, 5, 28), cleared=self.on(2, 5, 29), start=self.on(2, 9, 2), end=self.on(1, 1, 31),
            reported=self.on(1, 2, 20), checked=self.on(1, 2, 27),
            duties={
                "web": self.on(1, 3, 10), "newsletter": self.on(1, 3, 31), "network_meeting": self.on(1, 5, 14),
                "annual_conference": self.on(1, 6, 3),
            },
            closed=self.on(1, 6, 10), evaluated=self.on(1, 6, 14),
        )  # fmt: skip

    @property
    def preparedness(self) -> Course:
        return Course(
            published=self.on(2, 10, 14), begun=self.on(2, 11, 4), planned=self.on(2, 11, 25), submitted=self.on(2, 12, 9),
            read=self.on(2, 12, 13), cleared=self.on(2, 12, 16), start=self.on(1, 1, 20), end=self.on(1, 5, 30), reported=self.on(1, 6, 12),
            checked=self.on(1, 6, 18),
            duties={
                "web": self.on(1, 6, 25), "newsletter": self.on(1, 8, 1), "network_meeting": self.on(1, 9, 24),
                "annual_conference": self.on(1, 11, 12),
            },
            closed=self.on(1, 11, 20), evaluated=self.on(1, 11, 24),
        )  # fmt: skip

    @property
    def systems(self) -> Course:
        """Reported so long ago that the newsletter is overdue, and the annual conference not yet due."""
        reported = min(self.on(0, 4, 20), self.back(75))
        start = min(self.on(1, 10, 1), reported - timedelta(days=130))
        return Course(
            published=start - timedelta(days=120), begun=start - timedelta(days=95), planned=start - timedelta(days=70),
            submitted=start - timedelta(days=50), read=start - timedelta(days=45), cleared=start - timedelta(days=42), start=start,
            end=reported - timedelta(days=21), reported=reported, checked=reported + timedelta(days=8),
            duties={"web": reported + timedelta(days=20), "network_meeting": reported + timedelta(days=60)},
            evaluated=reported + timedelta(days=30),
        )  # fmt: skip

    @property
    def crises(self) -> Course:
        start = max(self.back(55), self.on(0, 1, 12))
        cleared = min(start - timedelta(days=9), self.back(4))
        return Course(
            published=cleared - timedelta(days=100), begun=cleared - timedelta(days=55), planned=cleared - timedelta(days=30),
            submitted=cleared - timedelta(days=14), read=cleared - timedelta(days=5), cleared=cleared, start=start,
            end=start + timedelta(days=110),
        )  # fmt: skip

    @property
    def open_data(self) -> Course:
        return Course(
            published=self.back(64), begun=self.back(40), planned=self.back(20), submitted=self.back(5), start=self.on(-1, 2, 1),
            end=self.on(-1, 5, 29),
        )  # fmt: skip

    @property
    def twins(self) -> Course:
        return Course(published=self.back(38), begun=self.back(12), planned=self.back(6))

    @property
    def pictures(self) -> Course:
        soon = self.today + timedelta(days=24)
        return Course(published=self.back(75), begun=self.back(50), planned=self.back(8), start=soon, end=soon + timedelta(days=120))

    @property
    def circular(self) -> Course:
        return Course(
            published=self.back(240), begun=self.back(200), planned=self.back(180), start=self.back(120), end=self.back(20),
            cancelled=self.back(160),
        )  # fmt: skip

    # — other formats: made up —

    @property
    def electricity(self) -> Course:
        return Course(
            published=self.back(260), begun=self.back(225), planned=self.back(210), submitted=self.back(195), read=self.back(190),
            cleared=self.back(188), start=self.back(180), end=self.today + timedelta(days=60),
        )  # fmt: skip

    @property
    def conflicts(self) -> Course:
        return Course(published=self.back(330), begun=self.back(30), planned=self.back(10))


# — other formats: real facts keep their dates —

GREEN_BUSINESS = Course(
    published=date(2023, 1, 10), begun=date(2023, 1, 17), planned=date(2023, 1, 26), submitted=date(2023, 1, 31), read=date(2023, 2, 6),
    cleared=date(2023, 2, 8), start=date(2023, 2, 15), end=date(2023, 12, 6), reported=date(2023, 12, 20), checked=date(2024, 1, 9),
    duties={
        "web": date(2024, 1, 12), "annual_conference": date(2024, 2, 7), "newsletter": date(2024, 2, 14),
        "network_meeting": date(2024, 4, 16),
    },
    closed=date(2024, 4, 24), evaluated=date(2024, 4, 29),
)  # fmt: skip
LEADING_CHANGE = Course(
    published=date(2023, 5, 8), begun=date(2023, 5, 29), planned=date(2023, 6, 20), submitted=date(2023, 8, 21), read=date(2023, 8, 28),
    cleared=date(2023, 9, 1), start=date(2023, 11, 1), end=date(2024, 4, 18), reported=date(2024, 5, 15), checked=date(2024, 5, 22),
    duties={"web": date(2024, 6, 3), "newsletter": date(2024, 6, 20)}, closed=date(2024, 8, 20), evaluated=date(2024, 8, 26),
)  # fmt: skip
REGION_2050 = Course(
    published=date(2023, 9, 12), begun=date(2023, 10, 3), planned=date(2023, 11, 7), submitted=date(2023, 11, 28),
    read=date(2023, 12, 6), cleared=date(2023, 12, 8), start=date(2024, 2, 6), end=date(2026, 1, 23), reported=date(2026, 2, 13),
    checked=date(2026, 2, 20),
    duties={"web": date(2026, 3, 2), "newsletter": date(2026, 3, 26), "network_meeting": date(2026, 5, 20)},
    evaluated=date(2026, 3, 10),
)  # fmt: skip
LEARNING_TO_LEARN = Course(
    published=date(2026, 2, 10), begun=date(2026, 2, 24), planned=date(2026, 3, 20), submitted=date(2026, 4, 7), read=date(2026, 4, 14),
    cleared=date(2026, 4, 16), start=date(2026, 9, 1), end=date(2026, 10, 15), reported=date(2026, 11, 10), checked=date(2026, 11, 17),
    duties={"web": date(2026, 12, 4), "newsletter": date(2026, 12, 18), "network_meeting": date(2027, 3, 10)},
    closed=date(2027, 3, 17), evaluated=date(2026, 11, 18),
)  # fmt: skip
CONFERENCE_2024 = Course(
    published=date(2023, 3, 14), begun=date(2023, 4, 4), planned=date(2023, 6, 13), submitted=date(2023, 9, 5), read=date(2023, 9, 19),
    cleared=date(2023, 9, 22), start=date(2024, 2, 7), end=date(2024, 2, 8), reported=date(2024, 2, 29), checked=date(2024, 3, 7),
    duties={"web": date(2024, 3, 12), "newsletter": date(2024, 3, 28)}, closed=date(2024, 4, 10), evaluated=date(2024, 4, 15),
)  # fmt: skip
NETWORK = Course(
    published=date(2023, 1, 10), begun=date(2023, 1, 16), planned=date(2023, 1, 19), cleared=date(2023, 1, 23), start=date(2023, 1, 23),
    reviews=(
        (date(2023, 12, 11), date(2024, 1, 15)), (date(2024, 12, 9), date(2025, 1, 13)), (date(2025, 12, 8), date(2026, 1, 12)),
    ),
    duties={"web": date(2023, 12, 20)},
)  # fmt: skip
# The evaluation network became a learning project for a year (2017) and then a network again; the days of it are made up.
EVALUATION_AT_FIRST = Course(
    published=date(2015, 2, 10), begun=date(2015, 2, 24), planned=date(2015, 3, 10), cleared=date(2015, 3, 16), start=date(2015, 3, 16),
    reviews=((date(2015, 12, 7), date(2016, 1, 18)), (date(2016, 11, 28), None)), duties={"web": date(2015, 12, 18)},
    closed=date(2017, 1, 20),
)  # fmt: skip
EVALUATION_FOR_A_YEAR = Course(
    published=date(2016, 11, 28), begun=date(2016, 12, 5), planned=date(2016, 12, 15), submitted=date(2016, 12, 19), read=date(2017, 1, 10),
    cleared=date(2017, 1, 12), start=date(2017, 1, 16), end=date(2017, 12, 1), reported=date(2017, 12, 11), checked=date(2017, 12, 18),
    duties={
        "web": date(2018, 1, 8), "newsletter": date(2018, 1, 30), "annual_conference": date(2018, 2, 8),
        "network_meeting": date(2018, 3, 20),
    },
    closed=date(2018, 3, 26), evaluated=date(2018, 1, 15),
)  # fmt: skip
EVALUATION_AGAIN = Course(
    published=date(2017, 12, 18), begun=date(2018, 1, 8), planned=date(2018, 1, 19), cleared=date(2018, 1, 22), start=date(2018, 1, 22),
    reviews=NETWORK.reviews, duties=NETWORK.duties,
)  # fmt: skip
