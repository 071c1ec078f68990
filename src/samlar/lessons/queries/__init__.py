"""Reads of lessons and uptakes; a file per subject. `lesson` and `uptake` are the guarded ways to fetch one."""

from samlar.lessons.queries.lessons import lesson
from samlar.lessons.queries.uptakes import uptake

__all__ = ["lesson", "uptake"]
