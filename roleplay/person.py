"""Who somebody is to the product: their name and their roles. Imports nothing of ours but transcript."""

import hashlib
from typing import Literal

from roleplay.transcript import Record

Role = Literal["seller", "coach", "admin"]
ROLES: tuple[Role, ...] = ("seller", "coach", "admin")


class Person(Record):
    """`id` is what attempts belong to; `login` is what the person types to sign in, in lower case."""

    id: str
    login: str
    name: str
    roles: frozenset[Role]
    disabled: bool = False

    def has(self, *roles: Role) -> bool:
        """Whether the person has one of these roles."""
        return not self.disabled and bool(self.roles & set(roles))


LOCAL = Person(id="local", login="local", name="", roles=frozenset(ROLES))
"""Until accounts exist there is one person on this machine, who is all three."""


PSEUDONYM = "erased-"


def pseudonym(id: str) -> str:
    """Returns what stands for an erased person: the same for all they did, and no way back to the random id it is made of."""
    if id.startswith(PSEUDONYM):
        return id
    return PSEUDONYM + hashlib.sha256(f"erased {id}".encode()).hexdigest()[:12]
