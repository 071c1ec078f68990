"""Lessons and examples, and how each organisation takes them home: owner, evidence, date, next step (F)."""
