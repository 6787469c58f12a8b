"""What the audit trail's page shows: the filters in its address, and each entry in words."""

from dataclasses import dataclass
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from starlette.datastructures import QueryParams

from roleplay.audit_entry import DEEDS, AuditEntry
from roleplay.people.audit_trail import between
from roleplay.store.audit_search import AuditFilters
from roleplay.web.form_values import read_date, read_text
from roleplay.web.formatting import Words

PATH = "/people/audit"
FIRST_YEAR = 1900  # an earlier day is a slip
SHOWN = 8  # names in one cell; the export has all


@dataclass(frozen=True)
class AuditQuery:
    """The address's query: `given` is what the form shows again, `filters` what is looked for."""

    given: dict[str, str]
    filters: AuditFilters

    def page(self, number: int) -> str:
        """Returns the address of another page of the same entries."""
        return f"{PATH}?{urlencode(self.given | {'page': number})}"

    @property
    def export(self) -> str:
        """The address of the same entries as a table."""
        return f"{PATH}.csv?{urlencode(self.given)}"


def read_audit_query(params: QueryParams, zone: ZoneInfo) -> AuditQuery:
    """Reads the address; what cannot be read there does not filter."""
    days = {name: read_date(params.get(name), FIRST_YEAR) for name in ("from", "to")}
    person, deed = read_text(params.get("person"), 120), read_text(params.get("deed"), 32)
    given = {name: day.isoformat() for name, day in days.items() if day}
    given |= {"person": person} if person else {}
    given |= {"deed": deed} if deed in DEEDS else {}
    return AuditQuery(given, AuditFilters(*between(days["from"], days["to"], zone), person, given.get("deed", "")))


def who(words: Words, entry: AuditEntry, side: str) -> str:
    """Returns the name of who acted (`actor`) or was acted on (`subject`): of an account, a word for what is none, or a pseudonym."""
    id, name = getattr(entry, side), getattr(entry, f"{side}_name")
    if name:
        return str(name)
    if side == "subject" and not id:
        return ""
    return words.known(f"audit.actor.{id or 'nobody'}", id)


def details_of(words: Words, entry: AuditEntry) -> str:
    """Returns an entry's details as one line. What this version does not know is shown as it is stored."""
    told = dict(entry.details)
    parts = []
    if "before" in told and "after" in told:
        before, after = (_names(words, entry, told.pop(side)) for side in ("before", "after"))
        change = words("audit.becomes", before=before, after=after)
        side = told.pop("role", None)
        parts.append(
            words("audit.side", side=words.known(f"audit.role.{side}", side), change=change) if side else change
        )
    parts += [_detail(words, entry, name, value) for name, value in told.items()]
    return words("audit.and").join(parts)


def _detail(words: Words, entry: AuditEntry, name: str, value: object) -> str:
    if isinstance(value, list):
        value = _names(words, entry, value)
    elif isinstance(value, str):
        value = words.known(f"audit.{name}.{value}", value)
    return words.known(f"audit.detail.{name}", f"{name}: {value}", value=value)


def _names(words: Words, entry: AuditEntry, listed: list[object]) -> str:
    names = [str(each) for each in listed]
    if entry.deed in ("roles", "account_added"):
        names = [words.known(f"people.role_of.{name}", name) for name in names]
    more = [words("audit.more", n=len(names) - SHOWN)] if len(names) > SHOWN else []
    return words("comma").join([*names[:SHOWN], *more]) or words("audit.none_there")
