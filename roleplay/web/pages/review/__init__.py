"""One talk reviewed by a coach."""
