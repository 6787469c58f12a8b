"""What `doctor` found out about a model as an ear, kept in the data folder: the server's start reads it, nobody else.

A small file and no table: it is about an endpoint and not about anybody's talks, and losing it costs one run of `doctor`.
"""

import hashlib
import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

from roleplay.config import Settings
from roleplay.listening.model import prompt_version

FILE = "listener.json"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class EarNote:
    """`fit`: the model hears no worse than the offline ear. F1 over moves and topics together, 0 to 1."""

    fit: bool
    model: str
    f1: float
    offline_f1: float
    made: str  # a day, ISO 8601


def read_note(settings: Settings) -> EarNote | None:
    """What was found out about this endpoint, this model and this prompt; None when nothing was, or it cannot be read."""
    try:
        return EarNote(**_read(settings.data / FILE)[key_of(settings)])  # type: ignore[arg-type]
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_note(settings: Settings, note: EarNote) -> None:
    """Puts it in the place of an older one. A folder that cannot be written to is told in the log."""
    path = settings.data / FILE
    try:
        known = _read(path) if path.exists() else {}
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({**known, key_of(settings): asdict(note)}, indent=1), encoding="utf-8")
    except (OSError, ValueError) as trouble:
        log.warning("what was found out about the listening model is not kept: %s", type(trouble).__name__)


def key_of(settings: Settings) -> str:
    """Sixteen hexadecimal digits of endpoint, model and prompt: another of any of these is another ear."""
    parts = (settings.base_url, settings.listener_model or settings.model, prompt_version())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _read(path: Path) -> dict[str, dict[str, object]]:
    read = json.loads(path.read_text(encoding="utf-8"))
    return read if isinstance(read, dict) else {}
