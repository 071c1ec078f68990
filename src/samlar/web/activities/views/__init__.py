"""The pages of activities; a file per subject."""
