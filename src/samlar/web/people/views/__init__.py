"""The pages about organisations and their people; a file per subject."""
