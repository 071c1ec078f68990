"""The pages about lessons, examples and how they go home."""
