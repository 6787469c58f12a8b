"""`roleplay users`: who may sign in, in which teams and roles they are, and links that sign in once."""

import csv
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import track
from rich.table import Table
from rich.text import Text

from roleplay.cli.console import err, joined, out, print_json, reader_language, say
from roleplay.cli.options import Json, settings_for
from roleplay.config import Settings
from roleplay.i18n.errors import say_error
from roleplay.person import Role

if TYPE_CHECKING:
    from roleplay.people import PeopleService
    from roleplay.people.people_import import ImportPlan, ImportRow
    from roleplay.store.people import ListedPerson

app = typer.Typer(no_args_is_help=True)
Login = Annotated[str, typer.Argument(help=say("help.login"))]
Roles = Annotated[list[str], typer.Option("--role", help=say("help.role"))]
Teams = Annotated[list[str] | None, typer.Option("--team", help=say("help.team"))]


@app.command("add", help=say("help.users-add"))
def add(
    login: Login,
    name: Annotated[str, typer.Option(help=say("help.name"))],
    role: Roles = ["seller"],  # noqa: B006 - Typer copies it
    team: Teams = None,
) -> None:
    people, settings = _people()
    roles = _roles(role)
    person = people.add(login, name, roles)
    people.set_teams(person.id, team or () if "seller" in roles else None, team or () if "coach" in roles else None)
    out.print(Text(say("users.added", name=person.name)))
    _print_link(settings, people.make_link(person.id))


@app.command("list", help=say("help.users-list"))
def list_people(as_json: Json = False) -> None:
    people, _ = _people()
    listed = people.list()
    if as_json:
        return print_json({"users": [_as_json(each) for each in listed]})
    return out.print(_table(listed) if listed else say("users.none"))


@app.command("import", help=say("help.users-import"))
def import_people(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help=say("help.people-file"))],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("help.dry-run"))] = False,
) -> None:
    from roleplay.people.people_import import plan_import, run_import

    people, settings = _people()
    plan = plan_import(people, file.read_bytes())
    if plan.troubles:
        _print_troubles(plan)
        raise typer.Exit(1)
    counts = {what: len(plan.of(what)) for what in ("new", "changed", "same")}
    if dry_run:
        return _print_plan(plan, counts)
    links = csv.writer(sys.stdout, lineterminator="\n")  # goes into a mail merge as it is
    done = track(run_import(people, plan), total=len(plan.rows), console=err, transient=True, description="")
    for row, _, token in done:
        if token:
            links.writerow((row.login, row.name, link_of(settings, token)))
    return err.print(Text(say("users.imported", **counts)))


@app.command("link", help=say("help.users-link"))
def link(login: Login) -> None:
    people, settings = _people()
    _print_link(settings, people.make_link(people.named(login).id))


@app.command("password", help=say("help.users-password"))
def password(login: Login) -> None:
    people, _ = _people()
    person = people.named(login)
    typed = typer.prompt(say("users.password"), hide_input=True, confirmation_prompt=True, err=True)
    people.set_password(person.id, typed)
    out.print(Text(say("users.password-set", name=person.name)))


@app.command("role", help=say("help.users-role"))
def role(login: Login, roles: Annotated[list[str], typer.Argument(help=say("help.role"))], team: Teams = None) -> None:
    people, _ = _people()
    person = people.set_roles(people.named(login).id, _roles(roles))
    if team is not None:
        people.set_teams(person.id, team if person.has("seller") else (), team if person.has("coach") else ())
    out.print(Text(say("users.role-set", name=person.name, roles=joined(_ordered(person.roles)))))


@app.command("disable", help=say("help.users-disable"))
def disable(login: Login, undo: Annotated[bool, typer.Option("--undo", help=say("help.undo"))] = False) -> None:
    people, _ = _people()
    person = people.disable(people.named(login).id, disabled=not undo)
    out.print(Text(say("users.enabled" if undo else "users.disabled", name=person.name)))


@app.command("unbind", help=say("help.users-unbind"))
def unbind(login: Login) -> None:
    people, _ = _people()
    person = people.unbind(people.named(login).id)
    out.print(Text(say("users.unbound", name=person.name)))


def _people() -> "tuple[PeopleService, Settings]":
    from roleplay.people import PeopleService
    from roleplay.store.database import Database
    from roleplay.store.migrate import migrate

    settings = settings_for(None)
    database = Database(settings.database)
    migrate(database)
    return PeopleService(database), settings


def _roles(words: list[str]) -> frozenset[Role]:
    from roleplay.people.people_import import role_of

    return frozenset(role_of(part) for word in words for part in word.split(",") if part)


def _ordered(roles: frozenset[Role]) -> list[str]:
    return [say(f"role.{role}") for role in ("seller", "coach", "admin") if role in roles]


def link_of(settings: Settings, token: str) -> str:
    return f"{settings.address}/sign-in/link/{token}"


def _print_link(settings: Settings, token: str) -> None:
    out.print(Text(say("users.link")), soft_wrap=True)
    out.print(Text(link_of(settings, token)), soft_wrap=True)


def _print_troubles(plan: "ImportPlan") -> None:
    for trouble in plan.troubles:
        what, mend = say_error(trouble.error, reader_language())
        err.print(Text(say("users.line", line=trouble.line, what=what, mend=mend)), soft_wrap=True)
    err.print(Text(say("users.nothing-done"), style="red"))


def _print_plan(plan: "ImportPlan", counts: dict[str, int]) -> None:
    """Every change before it is made: who would lose something first."""
    out.print(Text(say("users.would", **counts)))
    if plan.losing:
        out.print(Text(say("users.losing", n=plan.losing), style="red"), soft_wrap=True)
    if plan.new_teams:
        out.print(Text(say("users.new-teams", names=joined(plan.new_teams))), soft_wrap=True)
    for row in (*plan.of("changed"), *plan.of("new")):
        out.print(
            Text(say("users.planned", line=row.line, login=row.login, changes="; ".join(_changes(row)))), soft_wrap=True
        )


def _changes(row: "ImportRow") -> Iterator[str]:
    """`name: before → after` for each thing that changes; of somebody new just how they will be."""
    was = row.was
    for what, before, after in (
        ("name", was and was.person.name, row.name),
        ("roles", was and joined(_ordered(was.person.roles)), joined(_ordered(row.roles))),
        ("practises", was and joined(sorted(was.practises)), joined(sorted(row.practises))),
        ("coaches", was and joined(sorted(was.coaches)), joined(sorted(row.coaches))),
    ):
        if was is None and after:
            yield say("users.is", what=say(f"users.what.{what}"), after=after)
        elif was is not None and before != after:
            yield say("users.becomes", what=say(f"users.what.{what}"), before=before or "-", after=after or "-")


def _table(listed: "Sequence[ListedPerson]") -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False)
    for column in ("login", "name", "roles", "practises", "coaches", "state"):
        table.add_column(say(f"users.column.{column}"), overflow="fold")
    for each in listed:
        state = "disabled" if each.person.disabled else "ready" if each.has_password else "waiting"
        cells = (
            each.person.login,
            each.person.name,
            joined(_ordered(each.person.roles)),
            joined(each.practises),
            joined(each.coaches),
        )
        table.add_row(*(Text(cell) for cell in cells), say(f"users.state.{state}"))
    return table


def _as_json(listed: "ListedPerson") -> dict[str, object]:
    person = listed.person
    return {
        "id": person.id, "login": person.login, "name": person.name, "roles": sorted(person.roles),
        "practises": list(listed.practises), "coaches": list(listed.coaches), "disabled": person.disabled,
    }  # fmt: skip
