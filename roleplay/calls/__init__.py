"""Recorded conversations: files of recorders and meeting programs become a transcript of seller and customer."""
