"""The words of the playbook: lines that a coach took from reviewed talks. Imports nothing of ours but transcript."""

from datetime import datetime

from roleplay.transcript import Record


class PlaybookLine(Record):
    """`serves` holds `check:<id>`, `objection:<id>` and `fact:<id>` of the scenario. `edited`: not word for word what was said
    in `turn`. `seller` is whose line it is: it is shown to nobody, and keeps one's own line from being held up to one."""

    id: int
    scenario: str
    serves: tuple[str, ...]
    line: str
    why: str
    attempt: str
    turn: int
    edited: bool = False
    coach: str
    made_at: datetime
    seller: str = ""


class SaidMoment(Record):
    """What a seller said about an objection, and whether the customer took it for an answer."""

    attempt: str
    turn: int
    text: str
    finished_at: datetime
