"""Reads of activities; a file per subject. `activity` is the one guarded way to fetch."""

from samlar.activities.queries.activities import activity

__all__ = ["activity"]
