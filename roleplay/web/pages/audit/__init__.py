"""The audit trail, as an admin reads and exports it."""
