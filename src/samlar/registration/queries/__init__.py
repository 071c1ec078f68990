"""Reads of registrations: the viewer first, prepared rows out."""
