"""A thousand people on Monday: from a spreadsheet, tried first, and done twice without harm."""

import pytest
from sqlalchemy import event

from roleplay.errors import RoleplayError
from roleplay.people import People
from roleplay.people.importing import Plan, carry_out, plan_import
from roleplay.person import Person

FILE = """name,login,team,role
Dora Admin,dora,,admin
Bob Coach,bob,North;South,coach
Alice Seller,Alice@Example.com,North,seller
Erik,erik,North,
"""
CHINESE = "姓名\t账号\t团队\t角色\n王琳\twanglin\t华东、华南\t教练；管理员\n陈思远\tchensy\t华东\t销售\n"


def done(people: People, plan: Plan) -> dict[str, str | None]:
    return {row.login: token for row, _, token in carry_out(people, plan)}


def teams(people: People) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {listed.person.login: (listed.practises, listed.coaches) for listed in people.list()}


def test_each_new_person_gets_a_link_that_signs_in(people: People) -> None:
    links = done(people, plan_import(people, FILE.encode()))

    assert set(links) == {"dora", "bob", "alice@example.com", "erik"}
    for login, token in links.items():
        holder = people.holder_of_link(token or "")
        assert holder is not None and holder.login == login
    assert teams(people)["bob"] == ((), ("North", "South"))
    assert teams(people)["erik"] == (("North",), ())
    assert people.named("erik").roles == {"seller"}


def test_a_plan_alone_does_nothing(people: People) -> None:
    plan = plan_import(people, FILE.encode())
    assert [what for _, what in plan.rows] == ["new"] * 4
    assert not people.exist()


def test_the_same_file_again_changes_nothing_and_gives_no_new_links(people: People) -> None:
    done(people, plan_import(people, FILE.encode()))
    again = plan_import(people, FILE.encode())

    assert [what for _, what in again.rows] == ["same"] * 4
    assert set(done(people, again).values()) == {None}


def test_a_changed_line_changes_name_roles_and_teams_and_keeps_the_account(people: People) -> None:
    done(people, plan_import(people, FILE.encode()))
    erik = people.named("erik")
    plan = plan_import(people, FILE.replace("Erik,erik,North,", "Erik Berg,erik,South,coach").encode())

    assert [row.login for row in plan.of("changed")] == ["erik"]
    done(people, plan)
    assert people.named("erik").model_dump() == {
        **erik.model_dump(),
        "name": "Erik Berg",
        "roles": frozenset({"coach"}),
    }
    assert teams(people)["erik"] == ((), ("South",))


@pytest.mark.parametrize("data", [CHINESE.encode("utf-8-sig"), CHINESE.encode("gb18030")], ids=["utf-8", "gb18030"])
def test_a_chinese_spreadsheet_is_read_in_either_encoding(people: People, data: bytes) -> None:
    done(people, plan_import(people, data))
    assert people.named("wanglin").roles == {"coach", "admin"}
    assert teams(people)["wanglin"] == ((), ("华东", "华南"))


def test_every_line_with_trouble_is_named_and_nothing_is_done(people: People) -> None:
    odd = FILE + "Twin,bob,,seller\n,nameless,,seller\nQueen,queen,,queen\nTwo Words,two words,,\n"
    plan = plan_import(people, odd.encode())

    assert [(trouble.line, trouble.error.code) for trouble in plan.troubles] == [
        (6, "people-twice"), (7, "name-odd"), (8, "people-role"), (9, "login-odd"),
    ]  # fmt: skip
    with pytest.raises(RoleplayError, match="people-troubles"):
        done(people, plan)
    assert not people.exist()


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"a,b\n1,2\n", "people-columns"), (b"", "people-columns"), (b"\xff\xfe\xff", "people-unreadable")],
)
def test_what_is_no_list_of_people_is_refused(people: People, data: bytes, code: str) -> None:
    with pytest.raises(RoleplayError) as refused:
        plan_import(people, data)
    assert refused.value.code == code


MANY = "name,login,team\n" + "".join(f"Person {n},p{n},Team {n % 7}\n" for n in range(250))


def test_many_people_take_few_transactions(people: People, dora: Person) -> None:
    committed: list[object] = []
    event.listen(people.database.engine, "commit", committed.append)

    links = done(people, plan_import(people, MANY.encode()))

    assert len(links) == 250 and all(links.values())
    assert len(committed) <= 10
    assert teams(people)["p249"] == (("Team 4",), ())


def test_when_it_breaks_off_what_was_done_stays_with_its_links_and_the_rest_can_be_done_again(
    people: People, dora: Person
) -> None:
    plan = plan_import(people, MANY.encode())
    people.add("p249", "Somebody quicker", ["coach"])

    given = {}
    with pytest.raises(RoleplayError, match="login-taken"):
        for row, _, token in carry_out(people, plan):
            given[row.login] = token

    listed = {each.person.login for each in people.list()} - {"dora", "p249"}
    assert listed == given.keys() and len(given) == 200 and all(given.values())
    assert people.named("p249").roles == {"coach"}
    again = plan_import(people, MANY.encode())
    assert (len(again.of("same")), len(again.of("new")), len(again.of("changed"))) == (200, 49, 1)
    assert len([token for token in done(people, again).values() if token]) == 49
