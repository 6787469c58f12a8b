"""One's own data and password."""
