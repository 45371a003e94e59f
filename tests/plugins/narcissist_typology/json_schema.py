"""As much of JSON Schema as the deck's schema uses, and a refusal of everything else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

TYPES = {"string": str, "array": list, "object": dict, "boolean": bool, "null": type(None)}
ANNOTATIONS = {"$schema", "$id", "title", "description"}


def faults(data: Any, schema: dict[str, Any], place: str = "$") -> list[str]:
    """What of `data` breaks `schema`, each as ``place: what``."""
    return [
        fault
        for keyword, rule in schema.items()
        if keyword not in ANNOTATIONS
        for fault in CHECKS[keyword](data, rule, schema, place)
    ]


def _type(data: Any, rule: Any, schema: dict[str, Any], place: str) -> Iterator[str]:
    names = rule if isinstance(rule, list) else [rule]
    if not any(_is(data, name) for name in names):
        yield f"{place}: no {' or '.join(names)}"


def _is(data: Any, name: str) -> bool:
    return type(data) is int if name == "integer" else isinstance(data, TYPES[name])


def _properties(data: Any, rule: Any, schema: dict[str, Any], place: str) -> Iterator[str]:
    for key, own in rule.items():
        if key in data:
            yield from faults(data[key], own, f"{place}.{key}")


def _required(data: Any, rule: Any, schema: dict[str, Any], place: str) -> Iterator[str]:
    yield from (f"{place}: {key} is missing" for key in rule if key not in data)


def _additional(data: Any, rule: Any, schema: dict[str, Any], place: str) -> Iterator[str]:
    assert rule is False
    others = set(data) - set(schema["properties"])
    yield from (f"{place}: {key} is not expected" for key in sorted(others))


def _items(data: Any, rule: Any, schema: dict[str, Any], place: str) -> Iterator[str]:
    for index, item in enumerate(data):
        yield from faults(item, rule, f"{place}[{index}]")


def _const(data: Any, rule: Any, schema: dict[str, Any], place: str) -> Iterator[str]:
    if data != rule:
        yield f"{place}: not {rule}"


def _enum(data: Any, rule: Any, schema: dict[str, Any], place: str) -> Iterator[str]:
    if data not in rule:
        yield f"{place}: none of {', '.join(rule)}"


def _pattern(data: Any, rule: Any, schema: dict[str, Any], place: str) -> Iterator[str]:
    if not re.search(rule, data):
        yield f"{place}: not like {rule}"


def _minimum(data: Any, rule: Any, schema: dict[str, Any], place: str) -> Iterator[str]:
    if type(data) is int and data < rule:
        yield f"{place}: below {rule}"


def _maximum(data: Any, rule: Any, schema: dict[str, Any], place: str) -> Iterator[str]:
    if type(data) is int and data > rule:
        yield f"{place}: above {rule}"


def _min_length(data: Any, rule: Any, schema: dict[str, Any], place: str) -> Iterator[str]:
    if len(data) < rule:
        yield f"{place}: too short"


def _min_items(data: Any, rule: Any, schema: dict[str, Any], place: str) -> Iterator[str]:
    if len(data) < rule:
        yield f"{place}: too few"


CHECKS = {
    "type": _type,
    "properties": _properties,
    "required": _required,
    "additionalProperties": _additional,
    "items": _items,
    "const": _const,
    "enum": _enum,
    "pattern": _pattern,
    "minimum": _minimum,
    "maximum": _maximum,
    "minLength": _min_length,
    "minItems": _min_items,
}
