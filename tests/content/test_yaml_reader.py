"""Places of keys, and YAML without its surprises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.content.yaml_reader import Place, YamlFault, read_yaml


def test_every_key_and_value_knows_its_place() -> None:
    source = read_yaml("id: a\nfacts:\n  - id: gas\n    says: [one, two]\n")
    assert source.place(("facts", 0, "says")) == Place(4, 5)
    assert source.values[("facts", 0, "says", 1)] == Place(4, 17)
    assert source.place(("facts", 0, "hint")) == Place(3, 5), "a missing key stands where its part stands"


def test_folded_chinese_lines_join_without_a_space_and_phrases_keep_theirs() -> None:
    source = read_yaml("a: >-\n  一行，\n  又一行。\n  LA-301 研究\nb: >-\n  one\n  two\nc: 漏|忘 停|药\n")
    assert source.data == {"a": "一行，又一行。 LA-301 研究", "b": "one two", "c": "漏|忘 停|药"}


def test_words_stay_words() -> None:
    source = read_yaml('on: [price]\nyes: [Yes, No, on]\nat: 9:30\nday: 2026-11-21\nn: 012\nfree: "12"\n')
    assert source.data["on"] == ["price"]
    assert source.data["yes"] == ["Yes", "No", "on"]
    assert source.data["at"] == "9:30"
    assert source.data["day"] == "2026-11-21"
    assert source.data["free"] == "12"


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("", "empty-file", 1, 1),
        ("- a\n- b\n", "not-a-mapping", 1, 1),
        ("a: 1\nb: [1, 2\nc: 3\n", "not-yaml", 3, 2),
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1),
        ("? [a]\n: 1\n", "key-not-a-word", 1, 3),
        ("a: !!python/object:os.system x\n", "not-yaml", 1, 4),
        ("a: *nobody\n", "not-yaml", 1, 4),
    ],
)
def test_what_is_not_content_is_told_with_its_place(text: str, code: str, line: int, column: int) -> None:
    with pytest.raises(YamlFault) as caught:
        read_yaml(text)
    assert (caught.value.code, caught.value.place) == (code, Place(line, column))


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "], ids=["flow", "mapping", "block"])
def test_however_deep_a_file_goes_it_is_refused_in_words(opening: str) -> None:
    with pytest.raises(YamlFault) as caught:
        read_yaml("a:\n  " + opening * 100_000)
    assert (caught.value.code, caught.value.place.line) == ("too-deep", 2)


@given(st.text(max_size=200))
def test_no_text_is_more_than_a_fault(text: str) -> None:
    try:
        read_yaml(text)
    except YamlFault as fault:
        assert fault.place.line >= 1


def test_a_file_that_grows_while_it_is_read_is_refused() -> None:
    """Nine lines of aliases of aliases are a thousand million words."""
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(YamlFault, match="too-large"):
        read_yaml("\n".join(lines))


def test_a_file_that_is_nested_without_end_is_refused() -> None:
    with pytest.raises(YamlFault, match="too-deep"):
        read_yaml("a: " + "[" * 20_000 + "]" * 20_000)


def test_a_number_without_end_is_refused_where_it_stands() -> None:
    with pytest.raises(YamlFault, match="not-yaml") as fault:
        read_yaml("id: x\npass_mark: " + "9" * 5000)
    assert fault.value.place == Place(2, 12)
