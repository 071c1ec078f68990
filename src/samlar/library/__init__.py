"""What is kept and found again: so far the themes that it is sorted by (B1, G2)."""
