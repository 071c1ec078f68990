"""The pages of proposals; a file per subject."""
