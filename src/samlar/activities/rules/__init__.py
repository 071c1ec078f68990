"""What may be done with an activity, as pure verdicts; a file per subject."""
