"""Deeds upon lessons and uptakes; a file per subject. An uptake's row, or a lesson's, is the lock of what is done to it."""
