"""What the frame page says of the build, from the thread that builds to those that answer browsers."""

from __future__ import annotations

import threading
from dataclasses import asdict, dataclass, replace
from typing import Literal

State = Literal["building", "good", "failed"]


@dataclass(frozen=True)
class News:
    """What there is to say: how it stands, in words, and which edition of the public files stands."""

    state: State = "building"
    words: str = ""
    edition: str = ""
    """Another text whenever a public file is another; the frame page then shows the files anew."""
    number: int = 0
    """Counts what was said, so that a reader knows what it has heard."""

    def as_record(self) -> dict[str, object]:
        """Return it as plain data."""
        return asdict(self)


class Noticeboard:
    """Holds the latest news, and lets readers wait for later ones."""

    def __init__(self) -> None:
        self._latest = News()
        self._changed = threading.Condition()
        self._is_open = True

    @property
    def is_open(self) -> bool:
        """False once nothing more will be said."""
        return self._is_open

    @property
    def latest(self) -> News:
        """What was said last."""
        return self._latest

    def say(self, state: State, words: str, edition: str | None = None) -> None:
        """Say how the build stands; the public files are as before unless an `edition` is named."""
        with self._changed:
            same = self._latest.edition if edition is None else edition
            self._latest = replace(self._latest, state=state, words=words, edition=same, number=self._latest.number + 1)
            self._changed.notify_all()

    def wait(self, heard: int, seconds: float) -> News | None:
        """Return the latest news once they are later than what was `heard`; None when nothing came for so long."""
        with self._changed:
            came = self._changed.wait_for(lambda: self._latest.number > heard or not self._is_open, seconds)
            return self._latest if came and self._is_open else None

    def close(self) -> None:
        """Let all readers go."""
        with self._changed:
            self._is_open = False
            self._changed.notify_all()
