"""What a seller reads of a coach's review, and their answers to it."""
