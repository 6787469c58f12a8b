"""Texts, days, hours and numbers in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import floor, log10
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_skeleton, format_time
from babel.numbers import format_decimal

from roleplay.errors import STORE_UNAVAILABLE, RoleplayError
from roleplay.i18n import LANGUAGES, MissingWord, catalogue, language_of, word
from roleplay.scorecard import Reason
from roleplay.scoring.wording import worded
from roleplay.transcript import Change

LOCALES = {"en": "en_GB", "zh": "zh_CN"}  # the 24-hour clock and day before month in English: readers are everywhere


@dataclass(frozen=True)
class Words:
    """The words of one page: called with a key it returns a text, its methods format values."""

    language: str
    zone: ZoneInfo

    def __call__(self, key: str, **params: object) -> str:
        """A text of the area `web`, `words("home.title")`; or of another, where `web` has none: `words("playbook.title")`."""
        known = catalogue(self.language)
        return word(self.language, key if f"web.{key}" not in known and key in known else f"web.{key}", **params)

    @property
    def tag(self) -> str:
        """What `<html lang>` says."""
        return LANGUAGES[self.language]

    def also(self, language: str) -> str | None:
        """The `lang` to set on words of a content file, or None where it is the page's own."""
        return None if language_of(language, "") == self.language else language

    def like(self, language: str) -> "Words":
        """The words that go with content in this language: its commas, not the page's."""
        return Words(language_of(language, self.language), self.zone)

    def error(self, error: RoleplayError) -> str:
        """What happened, and what to do about it. Of a database that is away nothing is told that only its operator can use."""
        if error.code in STORE_UNAVAILABLE:
            return self("fault.away.line")
        told = self.known(f"error.{error.code}", self("fault.refused.text"), **error.params)
        mend = self.known(f"error.mend.{error.code}", "", **error.params)
        return told + (self("space") + mend if mend else "")

    def reason(self, change: Change) -> str:
        return self.known(f"reason.{change.why}", change.why, **change.params)

    def why(self, reason: Reason) -> str:
        """Why a check got its result."""
        try:
            return worded(reason, self.language)
        except (MissingWord, KeyError, IndexError):
            return ""

    def known(self, key: str, otherwise: str, **params: object) -> str:
        """Stored codes may be older or newer than the catalogue: then a plain text, never a broken page."""
        try:
            return word(self.language, key, **params)
        except (MissingWord, KeyError, IndexError):
            return otherwise

    def number(self, n: int) -> str:
        """Small numbers as a word where the language writes them so: Nine short."""
        return self.known(f"web.number.{n}", str(n)) if n <= 12 else str(n)

    def points(self, value: float) -> str:
        return f"{value:.0f}" if float(value).is_integer() else f"{value:.1f}"

    def running(self, title: str) -> str:
        """A title in the middle of a sentence: its first letter small, unless it is a name or an abbreviation."""
        return title[0].lower() + title[1:] if title[1:2].islower() else title

    def figure(self, value: float) -> str:
        """A number of a sum, to three places: 0.625, 2.5, 3."""
        return f"{value:.3f}".rstrip("0").rstrip(".")

    def figures(self, values: Iterable[float]) -> str:
        """Numbers that are added up: 12 + 15 + 7.5."""
        return " + ".join(self.figure(value) for value in values)

    def count(self, n: int | None) -> str:
        """12,480; what was not told is unknown, and not nothing."""
        return self("making.unknown") if n is None else format_decimal(n, locale=LOCALES[self.language])

    def cost(self, amount: float, currency: str) -> str:
        """Small sums keep two figures that are not zero: 0.0031 USD."""
        places = 2 if amount <= 0 else max(2, 1 - floor(log10(amount)))
        return f"{amount:.{places}f} {currency}"

    def day(self, moment: datetime) -> str:
        """21 November, with the year only when it is another one."""
        local, locale = moment.astimezone(self.zone), LOCALES[self.language]
        if local.year == datetime.now(self.zone).year:
            return format_skeleton("MMMMd", local, locale=locale)
        return format_date(local, "long", locale=locale)

    def hour(self, moment: datetime) -> str:
        return format_time(moment.astimezone(self.zone), "HH:mm", locale=LOCALES[self.language])

    def moment(self, moment: datetime) -> str:
        """Today 09:24, yesterday 18:42, 3 November 18:42."""
        local, today = moment.astimezone(self.zone), datetime.now(self.zone).date()
        if local.date() == today:
            return self("when.today", hour=self.hour(moment))
        if local.date() == today - timedelta(days=1):
            return self("when.yesterday", hour=self.hour(moment))
        return self("when.other", day=self.day(moment), hour=self.hour(moment))

    def is_today(self, moment: datetime) -> bool:
        return moment.astimezone(self.zone).date() == datetime.now(self.zone).date()

    def machine(self, moment: datetime) -> str:
        """For `<time datetime>`."""
        return format_datetime(moment.astimezone(UTC), "yyyy-MM-dd'T'HH:mm:ss'Z'", locale="en")

    def minutes(self, start: datetime, end: datetime) -> str:
        return self("when.minutes", n=max(1, round((end - start).total_seconds() / 60)))
