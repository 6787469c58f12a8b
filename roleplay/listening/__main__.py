"""`python -m roleplay.listening`: JSON lines on standard input, what was heard on standard output."""

import sys

from roleplay.listening.answers import answers

if __name__ == "__main__":
    for answer in answers(sys.stdin):
        sys.stdout.write(answer + "\n")
