"""The team page and the tables to download."""
