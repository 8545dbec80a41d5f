"""Settings files: TOML read once into a frozen dataclass; an unknown key is refused with "did you mean"."""

from __future__ import annotations

import dataclasses
import tomllib
import types
import typing
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from safeguarding_report.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from pathlib import Path

Settings = TypeVar("Settings")

KEY = "key"
"""Field metadata: the key in the file where it differs from the field's name, as `from` does."""

_TYPES_IN_WORDS = {str: "a text", int: "a whole number", bool: "true or false", date: "a date such as 2022-07-01"}


def read_settings(path: Path, form: type[Settings], **known: object) -> Settings:
    """Read a settings file into the dataclass `form`; `known` are fields that do not stand in the file.

    Raises
    ------
    UsageError
        When the file is absent, is not UTF-8 TOML, or holds an unknown, absent or wrongly typed key.
        All wrong keys are named at once.

    """
    name = _file_in_words(path)
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        message = f"{name} does not exist. Write it, or see docs/how-to for an example."
        raise UsageError(message) from None
    except UnicodeDecodeError:
        message = f"{name} is not UTF-8. Save it as UTF-8."
        raise UsageError(message) from None
    except tomllib.TOMLDecodeError as error:
        message = f"{name} is not TOML: {error}."
        raise UsageError(message) from None
    wrong: list[str] = []
    settings = _build(form, document, "", wrong, known)
    if wrong or settings is None:
        raise UsageError(f"{name}: " + " ".join(wrong))
    return settings


def read_entry(form: type[Settings], given: dict[str, Any]) -> tuple[Settings | None, list[str]]:
    """Read one entry of a settings file into its dataclass; return it, or None, and everything that is wrong with it."""
    wrong: list[str] = []
    return _build(form, given, "", wrong, {}), wrong


def _file_in_words(path: Path) -> str:
    """Return where a settings file is: from data/ on, since every partnership has a year.toml of the same year."""
    parts = path.parts
    start = len(parts) - 1 - parts[::-1].index("data") if "data" in parts else -2
    return "/".join(parts[start:])


def _build(
    form: type[Settings], document: dict[str, Any], where: str, wrong: list[str], known: dict[str, object]
) -> Settings | None:
    hints = typing.get_type_hints(form)
    fields = {
        field.metadata.get(KEY, field.name): field
        for field in dataclasses.fields(typing.cast("Any", form))
        if field.name not in known
    }
    before = len(wrong)
    allowed = f" Known: {', '.join(fields)}."
    wrong += [
        f'Unknown key "{where}{key}".{did_you_mean(key, fields) or allowed}' for key in document if key not in fields
    ]
    values = dict(known)
    for key, field in fields.items():
        if key in document:
            values[field.name] = _value(document[key], hints[field.name], f"{where}{key}", wrong)
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            wrong.append(f'Key "{where}{key}" is absent.')
    if len(wrong) > before:
        return None
    try:
        return form(**values)
    except ValueError as error:
        wrong.append(f"{where.removesuffix('.') or 'The file'}: {error}")
        return None


def _value(given: object, hint: Any, where: str, wrong: list[str]) -> object:  # noqa: ANN401 — a type
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in {types.UnionType, typing.Union}:
        return _value(given, next(kind for kind in arguments if kind is not type(None)), where, wrong)
    if origin is tuple:
        if not isinstance(given, list):
            wrong.append(f'Key "{where}": expected a list.')
            return ()
        return tuple(_value(item, arguments[0], f"{where}[{place}]", wrong) for place, item in enumerate(given, 1))
    if dataclasses.is_dataclass(hint):
        if not isinstance(given, dict):
            wrong.append(f'Key "{where}": expected a table.')
            return None
        return _build(typing.cast("Any", hint), given, f"{where}.", wrong, {})
    if type(given) is not hint:
        wrong.append(f'Key "{where}": expected {_TYPES_IN_WORDS[hint]}.')
    return given
