"""What is filled into Markdown is text, read by a Markdown reader (the one that comes with rich)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from roleplay.web.markdown import as_text

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKS = [*"*_`[]()<>#|~&!\\-+=.:1a \n\t中", "http://x.example", "<b>", "```", "![", "](", "&amp;", "1. ", "- ", "==="]
BLOCKS = {"paragraph_open", "paragraph_close", "inline"}


@pytest.mark.parametrize("before", ["", "> ", "- ", "Why: "])
@given(pieces=st.lists(st.sampled_from(MARKS), min_size=1, max_size=9))
def test_no_mark_that_was_typed_is_read_as_one(before: str, pieces: list[str]) -> None:
    said = " ".join("".join(pieces).split())
    tokens = READER.parse(before + as_text(said))
    quoted = {"blockquote_open", "blockquote_close"} if before == "> " else set()
    listed = {f"{kind}_{end}" for kind in ("bullet_list", "list_item") for end in ("open", "close")}
    assert {token.type for token in tokens} <= BLOCKS | quoted | (listed if before == "- " else set())
    assert sum(token.type.endswith(("quote_open", "list_open")) for token in tokens) <= 1
    words = [child for token in tokens for child in token.children or ()]
    assert {word.type for word in words} <= {"text", "text_special"}
    assert (
        "".join(word.content for word in words).removeprefix("Why:" if before == "Why: " else "").strip()
        == said.strip()
    )
