"""What deeds that span rooms ask for; a file per subject."""
