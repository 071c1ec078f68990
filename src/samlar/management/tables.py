"""The tables of an empty database made at once, as the models are now: so the sample world and the suite begin.

The migrations come to the same step by step, in thirty times the time (tests/house/test_tables.py). Copies that are kept take the steps.
"""

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def are_missing() -> bool:
    """Whether there is no table at all."""
    return not connection.introspection.table_names()


def make_at_once() -> None:
    """Makes every table in an empty database, and counts the steps as taken. Outside transactions."""
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
    count_steps_as_taken()
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def count_steps_as_taken() -> None:
    """Writes down every step of the migrations as taken: the tables are as they should be."""
    steps = MigrationRecorder(connection)
    steps.ensure_schema()
    for app, name in sorted(MigrationLoader(connection).graph.nodes):
        steps.record_applied(app, name)
