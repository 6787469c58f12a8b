"""Hashes passwords (argon2) and makes tokens of 256 bits. The database sees hashes only."""

import hashlib
import secrets

from pwdlib import PasswordHash

from roleplay.errors import RoleplayError

SHORTEST_PASSWORD = 10  # characters; NIST SP 800-63B asks for length, not for kinds of characters
LONGEST_PASSWORD = 200
HASHER = PasswordHash.recommended()  # argon2id; no setting reaches it, only tests put a cheaper one in its place
NOBODYS = HASHER.hash(secrets.token_hex(16))  # verified for unknown logins, so that they take as long as known ones


def hash_password(password: str) -> str:
    """Raises RoleplayError `password-short` or `password-long`."""
    if len(password) < SHORTEST_PASSWORD:
        raise RoleplayError("password-short", least=SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        raise RoleplayError("password-long", most=LONGEST_PASSWORD)
    return HASHER.hash(password)


def is_right(password: str, kept: str | None) -> bool:
    """Takes the same time whether or not there is a password to compare with."""
    right = HASHER.verify(password[:LONGEST_PASSWORD], kept or NOBODYS)
    return right and kept is not None


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Under this a token is kept: who reads the database cannot sign in with what stands there."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
