"""The forms of activities; a file per subject."""
