"""Reads YAML so that every key and value knows its line and column.

Built on PyYAML's nodes with the scalars of YAML 1.2: `yes`, `no`, `on` and `9:30` stay the words that an author wrote.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

Path = tuple[str | int, ...]
# Folding (`>`) joins lines with a space, which Chinese does not have between its characters.
_FOLD = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef“”‘’—…]) (?=[\u2e80-\u9fff\uff00-\uffef“”‘’—…])")


@dataclass(frozen=True)
class Place:
    """Line and column, both from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Source:
    """A file's data with the place of each part: `keys` where a key stands, `values` where its value begins."""

    data: Any
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)

    def place(self, path: Path) -> Place:
        """The key's place, else the value's, else that of the nearest part around it."""
        for end in range(len(path), -1, -1):
            part = path[:end]
            if found := self.keys.get(part) or self.values.get(part):
                return found
        return Place(1, 1)


class YamlFault(Exception):
    """The text is not YAML that we read: `code` names a `content.<code>` text."""

    def __init__(self, code: str, place: Place, **params: object) -> None:
        super().__init__(code, place, params)
        self.code, self.place, self.params = code, place, params


class _Exact(yaml.SafeLoader):
    """SafeLoader without YAML 1.1's surprises."""


_Exact.yaml_implicit_resolvers = {}
for _tag, _pattern, _starts in (
    ("tag:yaml.org,2002:null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("tag:yaml.org,2002:bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("tag:yaml.org,2002:int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("tag:yaml.org,2002:float", r"^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?$", list("-+.0123456789")),
):
    _Exact.add_implicit_resolver(_tag, re.compile(_pattern), _starts)


class _Quick(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The same by libyaml, in a fifth of the time; its faults are told in fewer words."""


_Quick.yaml_implicit_resolvers = _Exact.yaml_implicit_resolvers
_Loader = _Exact | _Quick
_ODD = re.compile("[\t\r\x85\u2028\u2029\ufeff]")  # of these signs the two make different things
_DEPTH = 40
_PARTS = 20_000  # of one file: aliases of aliases would fill the memory


def read_yaml(text: str) -> Source:
    """The data of `text` with places. Raises YamlFault for anything that is not one plain mapping."""
    loader, node = _parse(text)
    if node is None:
        raise YamlFault("empty-file", Place(1, 1))
    source = Source(data={})
    data = _read(node, (), source, loader)
    if not isinstance(data, dict):
        raise YamlFault("not-a-mapping", _place(node), key="the file")
    return Source(data=data, keys=source.keys, values=source.values)


def _parse(text: str) -> tuple[_Loader, yaml.Node | None]:
    try:
        _check_depth(text)
        if not _ODD.search(text):
            quick = _Quick(text)
            return quick, quick.get_single_node()
    except (yaml.YAMLError, UnicodeEncodeError):
        pass  # told below, with its place
    try:
        exact = _Exact(text)
        return exact, exact.get_single_node()
    except yaml.YAMLError as fault:
        raise _syntax(fault) from fault


def _check_depth(text: str) -> None:
    """Before nodes are made of it: that is done recursively, and libyaml would take the process down with it."""
    depth = 0
    for event in yaml.parse(text, _Quick):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEPTH + 1:
            raise YamlFault("too-deep", _place(event))


def _read(node: yaml.Node, path: Path, source: Source, loader: _Loader) -> Any:
    if len(path) > _DEPTH:
        raise YamlFault("too-deep", _place(node))
    if len(source.values) >= _PARTS:
        raise YamlFault("too-large", _place(node), most=_PARTS)
    source.values[path] = _place(node)
    if isinstance(node, yaml.MappingNode):
        return _read_mapping(node, path, source, loader)
    if isinstance(node, yaml.SequenceNode):
        return [_read(item, (*path, index), source, loader) for index, item in enumerate(node.value)]
    try:
        value = loader.construct_object(node)
    except yaml.YAMLError as fault:
        raise _syntax(fault) from fault
    except ValueError as fault:  # a number of thousands of figures
        raise YamlFault("not-yaml", _place(node), detail=str(fault)) from fault
    folded = isinstance(node, yaml.ScalarNode) and node.style == ">"
    return _FOLD.sub("", value) if folded and isinstance(value, str) else value


def _read_mapping(node: yaml.MappingNode, path: Path, source: Source, loader: _Loader) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise YamlFault("key-not-a-word", _place(key_node))
        key = str(key_node.value)
        if key in data:
            raise YamlFault("duplicate-key", _place(key_node), key=key, first=source.keys[(*path, key)].line)
        source.keys[(*path, key)] = _place(key_node)
        data[key] = _read(value_node, (*path, key), source, loader)
    return data


def _place(part: yaml.Node | yaml.Event) -> Place:
    mark = part.start_mark
    return Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)


def _syntax(fault: yaml.YAMLError) -> YamlFault:
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
    what = getattr(fault, "problem", None) or str(fault)
    return YamlFault("not-yaml", place, detail=what)
