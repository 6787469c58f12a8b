"""The daily quiz, and what of it a team knows."""
