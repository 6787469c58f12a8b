"""Vectors of the shipped hearing files, made beforehand: the first line of a shipped scenario waits for none of them."""

import json
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from roleplay.listening.meaning.encoder import Encoder
from roleplay.listening.meaning.profile import Floats, unit

FILE = "vectors.npz"


def name_of(text: str) -> int:
    """Names a text by 64 bits of its hash."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def pack(texts: Sequence[str], encoder: Encoder) -> dict[str, NDArray[np.generic]]:
    """The arrays of the file: unit vectors in steps of 1/127 of their largest part, by name."""
    names = np.array([name_of(text) for text in texts], np.uint64)
    order = np.argsort(names)
    vectors = encoder.encode([texts[at] for at in order])
    steps = np.rint(vectors / np.abs(vectors).max(axis=1, keepdims=True) * 127).astype(np.int8)
    return {"names": names[order], "steps": steps, "about": np.array(json.dumps({"encoder": encoder.version}))}


@cache
def _shipped() -> tuple[str, dict[int, int], NDArray[np.int8]]:
    with (files("roleplay.listening.meaning") / FILE).open("rb") as file, np.load(file, allow_pickle=False) as kept:
        version = str(json.loads(str(kept["about"]))["encoder"])
        return version, {int(name): row for row, name in enumerate(kept["names"])}, kept["steps"]


def encode_known(texts: Sequence[str], encoder: Encoder) -> Floats:
    """Vectors (len(texts), SIZE): those that are shipped for this encoder from the file, the others made now."""
    version, places, steps = _shipped()
    known = places if version == encoder.version else {}  # asked once: it reads the package's metadata
    rows = np.array([known.get(name_of(text), -1) for text in texts], np.int64)
    found = steps[rows].astype(np.float32)
    found[rows < 0] = encoder.encode([text for text, row in zip(texts, rows, strict=True) if row < 0])
    return unit(found)
