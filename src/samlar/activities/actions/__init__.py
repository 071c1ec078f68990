"""Deeds upon activities; a file per subject."""
