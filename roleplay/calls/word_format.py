"""A Word file, as Teams gives a transcript out: its paragraphs are read as text with names."""

import io
import zipfile

MOST_UNPACKED = 60 * 1024**2  # bytes: a bomb is larger
ZIP = b"PK\x03\x04"


class NoWordFile(Exception):
    """It is a zip file, and no Word document that could be read."""


def read_word(data: bytes) -> str:
    """Returns the paragraphs, one a line. Raises NoWordFile."""
    from docx import Document  # only for those who bring one

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED:
                raise NoWordFile
        return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)
    except NoWordFile:
        raise
    except Exception as odd:
        raise NoWordFile from odd
