"""The inside of a warm notebook: an IPython shell without sockets that answers each cell with what it put out."""

from __future__ import annotations

import io
import logging
import os
import random
import sys
import tempfile
from typing import TYPE_CHECKING, Any

from ipykernel.jsonutil import encode_images, json_clean
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from safeguarding_report.lifeline import ask_for_death_with_parent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from multiprocessing.connection import Connection
    from pathlib import Path

Output = dict[str, Any]

PANDAS_IN_A_NOTEBOOK = {"display.max_columns": 20}
"""What pandas chooses when it is imported in a kernel, and not when it was imported before there was a shell."""

STREAMS = {1: "stdout", 2: "stderr"}
"""File descriptors and the names that notebooks give them."""


class Outputs:
    """What the cell at work has put out so far; all writes to one stream are one output, as nbclient keeps them."""

    def __init__(self) -> None:
        self.kept: list[Output] = []

    def add(self, output: Output) -> None:
        """Keep one output."""
        self.kept.append(output)

    def write(self, stream: str, text: str) -> None:
        """Keep a write to a stream."""
        begun = next((output for output in self.kept if output.get("name") == stream), None)
        if begun:
            begun["text"] += text
        elif text:
            self.kept.append({"output_type": "stream", "name": stream, "text": text})

    def taken(self) -> list[Output]:
        """Return what was kept, and begin anew."""
        kept, self.kept = self.kept, []
        return kept


class _Stream(io.TextIOBase):
    """Stands for sys.stdout or sys.stderr."""

    encoding = "utf-8"

    def __init__(self, outputs: Outputs, descriptor: int) -> None:
        super().__init__()
        self._outputs = outputs
        self._descriptor = descriptor

    def write(self, text: str) -> int:
        self._outputs.write(STREAMS[self._descriptor], text)
        return len(text)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor


class _Publisher(DisplayPublisher):
    """Keeps what `display` shows."""

    outputs: Outputs

    def publish(  # type: ignore[override]
        self,
        data: Output,
        metadata: Output | None = None,
        **_: Any,  # noqa: ANN401 — what a front end would want
    ) -> None:
        self.outputs.add({"output_type": "display_data", "data": _clean(data), "metadata": _clean(metadata or {})})


class _Hook(DisplayHook):
    """Keeps the value of a cell's last line."""

    outputs: Outputs

    def write_output_prompt(self) -> None:
        return

    def write_format_data(self, format_dict: Output, md_dict: Output | None = None) -> None:
        self.outputs.add(
            {
                "output_type": "execute_result",
                "execution_count": self.prompt_count,
                "data": _clean(format_dict),
                "metadata": _clean(md_dict or {}),
            }
        )


class ShellLikeZMQ(InteractiveShell):
    """A shell that keeps instead of printing.

    pandas asks for "zmq" in the name of the shell's class to tell a notebook from a terminal.
    """

    outputs: Outputs

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: list[str]) -> None:
        self.outputs.add(
            {"output_type": "error", "ename": str(etype.__name__), "evalue": str(evalue), "traceback": list(stb)}
        )


def serve(pipe: Connection, folder: Path, environment: Mapping[str, str]) -> None:
    """Run the cells that come through the pipe until it is closed, as if in a fresh interpreter."""
    os.setsid()
    ask_for_death_with_parent()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    # What this process inherited of chance, its siblings inherited too.
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    # great-expectations, once imported, sends every warning to a log that nobody reads.
    logging.captureWarnings(capture=False)
    outputs = Outputs()
    written = {descriptor: _redirect(descriptor) for descriptor in STREAMS}
    shell = _begin(outputs)
    while True:
        try:
            source = pipe.recv()
        except EOFError:
            return
        shell.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
        for descriptor, file in written.items():
            # What a library in C, or a program that the cell started, wrote past Python's own streams.
            outputs.write(STREAMS[descriptor], _read_on(file))
        pipe.send((shell.execution_count - 1, outputs.taken()))


def _begin(outputs: Outputs) -> ShellLikeZMQ:
    settings = Config()
    settings.HistoryManager.enabled = False  # it would keep what a cell says in a file, and a thread to write it
    shell = ShellLikeZMQ.instance(
        config=settings, displayhook_class=_Hook, display_pub_class=_Publisher, colors="nocolor"
    )
    if "pandas" in sys.modules:
        for option, value in PANDAS_IN_A_NOTEBOOK.items():
            sys.modules["pandas"].set_option(option, value)
    for part in (shell, shell.displayhook, shell.display_pub):
        vars(part)["outputs"] = outputs
    sys.stdout, sys.stderr = _Stream(outputs, 1), _Stream(outputs, 2)
    return shell


def _redirect(descriptor: int) -> io.FileIO:
    file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 — for as long as the process lives
    os.dup2(file.fileno(), descriptor)
    return file


def _read_on(file: io.FileIO) -> str:
    file.seek(0)
    text = file.read().decode("utf-8", "replace")
    file.seek(0)
    file.truncate()
    return text


def _clean(data: Output) -> Output:
    cleaned: Output = json_clean(encode_images(data))  # type: ignore[no-untyped-call]
    return cleaned
