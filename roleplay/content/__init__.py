"""What admins write: personas, scenarios and rubrics in YAML, read with the place of every key."""
