"""A file per subject."""
