"""Scores stored talks: after their end, again later, and transcripts from outside."""
