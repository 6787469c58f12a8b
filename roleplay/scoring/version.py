"""The version of the offline scorer: a hash of all that its scores depend on beside the content."""

import hashlib
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent.parent
NOT_SIGNALS = (
    "listening/model/",  # what a model heard belongs to the hearing
    "scoring/judge/",
    "scoring/hearings",
    "scoring/agreement",
    "scoring/attention",
    "scoring/rated",
    "scoring/examples",
)  # what they do changes no result of the signals
SOURCES = ("listening/**/*.py", "listening/**/*.yaml", "scoring/**/*.py", "content/signal.py", "scorecard.py")


@cache
def signals_version() -> str:
    """Twelve hexadecimal digits; the same on any machine, whatever its line endings."""
    paths = {path.relative_to(PACKAGE).as_posix(): path for pattern in SOURCES for path in PACKAGE.glob(pattern)}
    paths = {name: path for name, path in paths.items() if not name.startswith(NOT_SIGNALS)}
    digest = hashlib.sha256()
    for name in sorted(paths):
        digest.update(name.encode() + b"\0" + paths[name].read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:12]
