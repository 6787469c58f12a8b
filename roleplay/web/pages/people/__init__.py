"""Accounts and teams, as an admin keeps them."""
