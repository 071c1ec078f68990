"""Numeric methods, pure: values in, results out. Counting approval ballots over areas that cost something (issue 6, section 4)."""
