"""A thousand people on Monday: from a spreadsheet, tried first, and done twice without harm."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from sqlalchemy import event

from roleplay.errors import RoleplayError
from roleplay.people import PeopleService
from roleplay.people.people_import import ImportPlan, plan_import, run_import
from roleplay.person import Person

FILE = """name,login,team,role
Dora Admin,dora,,admin
Bob Coach,bob,North;South,coach
Alice Seller,Alice@Example.com,North,seller
Erik,erik,North,
"""
CHINESE = "姓名\t账号\t团队\t角色\n王琳\twanglin\t华东、华南\t教练；管理员\n陈思远\tchensy\t华东\t销售\n"


def done(people: PeopleService, plan: ImportPlan) -> dict[str, str | None]:
    return {row.login: token for row, _, token in run_import(people, plan)}


def teams(people: PeopleService) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {listed.person.login: (listed.practises, listed.coaches) for listed in people.list()}


def test_each_new_person_gets_a_link_that_signs_in(people: PeopleService) -> None:
    links = done(people, plan_import(people, FILE.encode()))

    assert set(links) == {"dora", "bob", "alice@example.com", "erik"}
    for login, token in links.items():
        holder = people.holder_of_link(token or "")
        assert holder is not None and holder.login == login
    assert teams(people)["bob"] == ((), ("North", "South"))
    assert teams(people)["erik"] == (("North",), ())
    assert people.named("erik").roles == {"seller"}


def test_a_plan_alone_does_nothing(people: PeopleService) -> None:
    plan = plan_import(people, FILE.encode())
    assert [what for _, what in plan.rows] == ["new"] * 4
    assert not people.exist()


def test_the_same_file_again_changes_nothing_and_gives_no_new_links(people: PeopleService) -> None:
    done(people, plan_import(people, FILE.encode()))
    again = plan_import(people, FILE.encode())

    assert [what for _, what in again.rows] == ["same"] * 4
    assert set(done(people, again).values()) == {None}


def test_a_changed_line_changes_name_roles_and_teams_and_keeps_the_account(people: PeopleService) -> None:
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
def test_a_chinese_spreadsheet_is_read_in_either_encoding(people: PeopleService, data: bytes) -> None:
    done(people, plan_import(people, data))
    assert people.named("wanglin").roles == {"coach", "admin"}
    assert teams(people)["wanglin"] == ((), ("华东", "华南"))


def test_every_line_with_trouble_is_named_and_nothing_is_done(people: PeopleService) -> None:
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
def test_what_is_no_list_of_people_is_refused(people: PeopleService, data: bytes, code: str) -> None:
    with pytest.raises(RoleplayError) as refused:
        plan_import(people, data)
    assert refused.value.code == code


MANY = "name,login,team\n" + "".join(f"Person {n},p{n},Team {n % 7}\n" for n in range(250))


def test_many_people_take_few_transactions(people: PeopleService, dora: Person) -> None:
    committed: list[object] = []
    event.listen(people.database.engine, "commit", committed.append)

    links = done(people, plan_import(people, MANY.encode()))

    assert len(links) == 250 and all(links.values())
    assert len(committed) <= 10
    assert teams(people)["p249"] == (("Team 4",), ())


def test_when_it_breaks_off_what_was_done_stays_with_its_links_and_the_rest_can_be_done_again(
    people: PeopleService, dora: Person
) -> None:
    plan = plan_import(people, MANY.encode())
    people.add("p249", "Somebody quicker", ["coach"])

    given = {}
    with pytest.raises(RoleplayError, match="login-taken"):
        for row, _, token in run_import(people, plan):
            given[row.login] = token

    listed = {each.person.login for each in people.list()} - {"dora", "p249"}
    assert listed == given.keys() and len(given) == 200 and all(given.values())
    assert people.named("p249").roles == {"coach"}
    again = plan_import(people, MANY.encode())
    assert (len(again.of("same")), len(again.of("new")), len(again.of("changed"))) == (200, 49, 1)
    assert len([token for token in done(people, again).values() if token]) == 49


# ---- lists as personnel systems write them

ENTRA = "version:v1.0\nName [displayName] Required,User name [userPrincipalName] Required,Department [department]\nAnn Lee,ann@house.example,North\n"
LISTS = {
    "e-mail": (b"Name,Email,Team,Role\nAnn Lee,ann@house.example,North,Seller\n", "ann@house.example"),
    "first and last name": (
        b"First Name,Last Name,Work Email,Team\nAnn,Lee,ann@house.example,North\n",
        "ann@house.example",
    ),
    "a directory's export": (ENTRA.encode(), "ann@house.example"),
    "a blank row first": (b",,,\nname,login,team,role\nAnn Lee,ann,North,seller\n", "ann"),
    "a sep= line": (b"sep=;\r\nname;login;team;role\r\nAnn Lee;ann;North;seller\r\n", "ann"),
    "UTF-16": ("name\tlogin\tteam\trole\nAnn Lee\tann\tNorth\tseller\n".encode("utf-16"), "ann"),
    "full-width letters": ("name,login,team\nＡｎｎ　Lee,ａｎｎ,Ｎorth\n".encode(), "ann"),
}


@pytest.mark.parametrize(("data", "login"), LISTS.values(), ids=LISTS.keys())
def test_a_list_is_read_as_its_system_writes_it(people: PeopleService, dora: Person, data: bytes, login: str) -> None:
    done(people, plan_import(people, data))
    assert people.named(login).name == "Ann Lee"
    assert people.named(login).roles == {"seller"}
    assert teams(people)[login] == (("North",), ())


@pytest.mark.parametrize("head", ["员工姓名,帐号,部门", "姓名（必填）,企业邮箱,所属部门"])
def test_chinese_heads_and_department_paths_are_read(people: PeopleService, dora: Person, head: str) -> None:
    done(people, plan_import(people, f"{head}\n王敏,wangmin,某公司/销售部/华东\n".encode("gb18030")))
    assert teams(people)["wangmin"] == (("华东",), ())


def test_family_and_given_name_apart_become_one_name(people: PeopleService, dora: Person) -> None:
    done(people, plan_import(people, "姓,名,账号\n欧阳,思远,ouyang\n".encode()))
    assert people.named("ouyang").name == "欧阳思远"


def test_western_european_letters_are_not_taken_for_chinese(people: PeopleService, dora: Person) -> None:
    data = "name;login;team;role\r\nJürgen Müller;jm;Köln;seller\r\nBjörn Weber;bw;Düren;seller\r\n".encode("cp1252")
    done(people, plan_import(people, data))
    assert (people.named("jm").name, people.named("bw").name) == ("Jürgen Müller", "Björn Weber")
    assert teams(people)["jm"] == (("Köln",), ())


def test_an_xlsx_is_read_and_a_number_stays_a_staff_number(people: PeopleService, dora: Person) -> None:
    book = Workbook()
    for cells in (("Name", "Login", "Team"), ("Ann Lee", 1042, "North")):
        book.active.append(cells)
    packed = BytesIO()
    book.save(packed)

    done(people, plan_import(people, packed.getvalue()))
    assert people.named("1042").name == "Ann Lee"


@pytest.mark.parametrize("data", [b"PK\x03\x04 no workbook", b"PK\x03\x04"])
def test_a_broken_workbook_is_named(people: PeopleService, data: bytes) -> None:
    with pytest.raises(RoleplayError) as refused:
        plan_import(people, data)
    assert refused.value.code == "people-unreadable"


def test_a_workbook_that_unpacks_to_a_flood_is_refused_unread(people: PeopleService) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as zipped:
        zipped.writestr("xl/worksheets/sheet1.xml", b"0" * (61 * 1024**2))
    with pytest.raises(RoleplayError) as refused:
        plan_import(people, packed.getvalue())
    assert refused.value.code == "people-too-many"


# ---- what a file does not name stays


def test_without_columns_for_role_and_team_nobody_loses_any(people: PeopleService) -> None:
    done(people, plan_import(people, FILE.encode()))
    plan = plan_import(people, b"name,login\nBob Cole,bob\n")

    assert plan.losing == 0
    done(people, plan)
    assert people.named("bob").name == "Bob Cole"
    assert people.named("bob").roles == {"coach"}
    assert teams(people)["bob"] == ((), ("North", "South"))


def test_an_empty_cell_leaves_alone_and_a_dash_takes_out_of_all_teams(people: PeopleService) -> None:
    done(people, plan_import(people, FILE.encode()))
    done(people, plan_import(people, b"name,login,team,role\nBob Coach,bob,,\nErik,erik,-,\n"))
    assert teams(people)["bob"] == ((), ("North", "South"))
    assert teams(people)["erik"] == ((), ())


def test_who_would_lose_a_role_stands_first_then_who_would_lose_a_team(people: PeopleService) -> None:
    done(people, plan_import(people, FILE.encode()))
    plan = plan_import(
        people, b"name,login,team,role\nAl,alice@example.com,North,seller\nErik,erik,South,\nBob Coach,bob,,seller\n"
    )
    assert [row.login for row in plan.of("changed")] == ["bob", "erik", "alice@example.com"]
    assert plan.losing == 2


def test_one_team_in_many_spellings_stays_one_and_new_ones_are_told(people: PeopleService) -> None:
    done(people, plan_import(people, FILE.encode()))
    plan = plan_import(people, "name,login,team\nA,a,north\nB,b,Ｎorth\nC,c,NORTH\nD,d,Wеst\nE,e,West\n".encode())
    assert plan.new_teams == ("Wеst",)
    done(people, plan)
    assert set(people.team_names()) == {"North", "South", "Wеst"}


def test_a_login_of_two_alphabets_is_no_login(people: PeopleService) -> None:
    plan = plan_import(people, "name,login\nRoot,rооt\n".encode())
    assert [trouble.error.code for trouble in plan.troubles] == ["login-mixed"]
