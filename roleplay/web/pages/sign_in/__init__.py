"""Signing in and out, links that sign in once, and the first account."""
