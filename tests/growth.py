"""Much of everything, for measuring and for counting queries."""

from datetime import date, timedelta

from samlar.activities.models import Activity, Duty, Participation, Plan
from samlar.catalogue.models import FormatVersion
from samlar.foundation import clock
from samlar.ideas.models import Interest, Proposal
from samlar.people.models import Employment, Organisation, Person
from samlar.talk.models import Thread
from tests.cast import Cast


def grow(cast: Cast, to: int) -> None:
    """As many proposals, activities, colleagues and partners as `to`, straight into the tables: every other activity runs, every other is closed."""
    now, me, home = clock.now(), cast.people["stina"], cast.organisation("Region Kalmar län")
    others = list(Organisation.objects.exclude(id=home).values_list("id", flat=True)[:12])
    have = Proposal.objects.count()
    threads = Thread.objects.bulk_create(Thread(opened=now) for _ in range(2 * (to - have)))
    proposals = Proposal.objects.bulk_create(
        Proposal(
            title=f"Förslag {n}",
            summary="En mening om vad vi vill lära oss.",
            text="Text.",
            format="provrum" if n % 3 else "",
            organisation_id=others[n % 12],
            author_id=me,
            state="published",
            audience="members",
            thread=threads[n - have],
            created=now,
            published=now - timedelta(hours=n),
        )
        for n in range(have, to)
    )
    Interest.objects.bulk_create(
        Interest(proposal=proposal, organisation_id=organisation, person_id=me, would_lead=organisation == home, shown=now)
        for proposal in proposals
        for organisation in (home, *others[:3])
    )
    version = FormatVersion.objects.get(format="provrum", number=1)
    activities = Activity.objects.bulk_create(
        Activity(
            title=f"Provrum {n}",
            summary="En mening.",
            format="provrum",
            version=version,
            stage=stage,
            stage_kind=stage,
            owner_organisation_id=home,
            leader_id=me,
            audience="public",
            thread=threads[to - 2 * have + n],
            year=2020 + n % 6,
            created=now,
            started=now,
        )
        for n in range(have, to)
        for stage in [("running", "closed")[n % 2]]
    )
    Plan.objects.bulk_create(
        Plan(activity=activity, sections={"purpose": "Syfte."}, start=date(2026, 9, 1), end=date(2027, 2, 1), grant=50_000, changed=now)
        for activity in activities
    )
    Participation.objects.bulk_create(
        Participation(
            activity=activity, organisation_id=organisation, state="taking_part", is_lead=organisation == home, asked=now, answered=now
        )
        for activity in activities
        for organisation in (home, *others[:4])
    )
    staff = Person.objects.bulk_create(
        Person(email=f"person{n}@bench.test", name=f"Person {n}", added=now, password="!") for n in range(have, to)
    )
    Employment.objects.bulk_create(
        Employment(person=person, organisation_id=home, title="strateg", function="strategic", start=date(2020, 1, 1)) for person in staff
    )
    Duty.objects.bulk_create(
        Duty(activity=activity, duty="web", channel="web", due=date(2026, 3, 1), done=date(2026, 2, 1), link="https://spritt.test/")
        for activity in activities
        if activity.stage == "closed"
    )
    Organisation.objects.bulk_create(
        Organisation(name=f"Organisation {n}", slug=f"organisation-{n}", kind_id="other") for n in range(have, to)
    )
