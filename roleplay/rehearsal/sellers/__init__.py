"""The bot sellers, a row of equals: each decides from the brief and the customer's words what it says next."""

from roleplay.rehearsal.book import Book
from roleplay.rehearsal.sellers.average import Average
from roleplay.rehearsal.sellers.briber import Briber
from roleplay.rehearsal.sellers.dismissive import Dismissive
from roleplay.rehearsal.sellers.injector import Injector
from roleplay.rehearsal.sellers.machine import Machine
from roleplay.rehearsal.sellers.pushy import Pushy
from roleplay.rehearsal.sellers.rude import Rude
from roleplay.rehearsal.sellers.seller import Seller
from roleplay.rehearsal.sellers.silent import Silent
from roleplay.rehearsal.sellers.strong import Strong
from roleplay.rehearsal.sellers.turncoat import Turncoat
from roleplay.rehearsal.sellers.weak import Weak

SELLERS: dict[str, type[Seller]] = {
    "strong": Strong, "average": Average, "weak": Weak, "pushy": Pushy, "silent": Silent, "injector": Injector,
    "rude": Rude, "briber": Briber, "machine": Machine, "dismissive": Dismissive, "turncoat": Turncoat,
}  # fmt: skip


def make_seller(name: str, book: Book, seed: int) -> Seller:
    return SELLERS[name](book, seed)


__all__ = ["SELLERS", "Seller", "make_seller"]
