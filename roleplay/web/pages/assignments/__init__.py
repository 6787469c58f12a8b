"""A coach's assignments, and what a seller is asked to practise."""
