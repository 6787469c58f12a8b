"""`python -m roleplay` is the command line."""

from roleplay.cli.main import run

if __name__ == "__main__":
    run()
