"""Reminders of open assignments."""
