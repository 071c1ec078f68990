"""The room's pure rules: the ladder, who sees what, and what may be written."""
