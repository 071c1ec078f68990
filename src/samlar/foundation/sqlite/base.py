"""SQLite with Swedish sorting: the collation is registered under PostgreSQL's own name, so one column definition serves both."""

from typing import Any

from django.db.backends.sqlite3 import base, schema

from samlar.foundation.swedish import compare

COLLATION = "sv-x-icu"


class SchemaEditor(schema.DatabaseSchemaEditor):
    def _collate_sql(self, collation: str) -> str:
        return "COLLATE " + self.connection.ops.quote_name(collation)  # Django writes it bare, and a hyphen ends a name


class DatabaseWrapper(base.DatabaseWrapper):
    SchemaEditorClass = SchemaEditor

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        connection.create_collation(COLLATION, compare)
        return connection
