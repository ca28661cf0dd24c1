"""Typed reading of a request. The client validates against the full schema; this guards the other end of the pipe."""

from typing import Any

from .errors import InputError


class Fields:
    """The fields of a JSON object, each read once with its type and bounds."""

    def __init__(self, values: Any, where: str) -> None:
        if not isinstance(values, dict):
            raise InputError(f"Cannot read {where}: expected an object, got {values!r}")
        self._values: dict[str, Any] = values
        self._where = where

    def _fail(self, name: str, wanted: str) -> InputError:
        got = repr(self._values[name]) if name in self._values else "nothing"
        return InputError(f'Cannot read "{name}" of {self._where}: expected {wanted}, got {got}')

    def has(self, name: str) -> bool:
        """Whether the field is there and not null."""
        return self._values.get(name) is not None

    def raw(self, name: str) -> Any:
        """The field as JSON gave it."""
        if name not in self._values:
            raise self._fail(name, "a value")
        return self._values[name]

    def text(self, name: str) -> str:
        """A non-empty string."""
        value = self._values.get(name)
        if not isinstance(value, str) or not value:
            raise self._fail(name, "a string")
        return value

    def choice(self, name: str, *allowed: str) -> str:
        """One of the ``allowed`` strings."""
        value = self._values.get(name)
        if value not in allowed:
            raise self._fail(name, f"one of {', '.join(allowed)}")
        return value

    def flag(self, name: str) -> bool:
        """A boolean."""
        value = self._values.get(name)
        if not isinstance(value, bool):
            raise self._fail(name, "true or false")
        return value

    def integer(self, name: str, minimum: int) -> int:
        """A whole number that is at least ``minimum``."""
        value = self._values.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or value < minimum:
            raise self._fail(name, f"a whole number of at least {minimum}")
        return value

    def number(self, name: str, minimum: float = 0.0, above: bool = False) -> float:
        """A number that is at least ``minimum``, or greater than it if ``above``."""
        value = self._values.get(name)
        good = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not good or (value <= minimum if above else value < minimum):
            raise self._fail(name, f"a number {'above' if above else 'of at least'} {minimum:g}")
        return float(value)

    def fields(self, name: str) -> "Fields":
        """A nested object."""
        return Fields(self._values.get(name), f'"{name}" of {self._where}')
