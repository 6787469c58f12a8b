"""Our own pages: a view fetches, asks, hands a template what it needs, and ends."""
