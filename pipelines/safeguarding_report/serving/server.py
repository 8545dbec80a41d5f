"""A server for this machine alone: the frame page, its news, and the public files byte for byte."""

from __future__ import annotations

import json
import os
import threading
from contextlib import contextmanager
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import TYPE_CHECKING

from safeguarding_report.errors import UsageError
from safeguarding_report.serving.public_files import KINDS, public_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from safeguarding_report.serving.news import Noticeboard

HERE = "127.0.0.1"
"""No other address: nobody else can reach it, and nothing is sent anywhere."""

PUBLIC = "/public/"

HEARTBEAT_SECONDS = 10.0
"""A browser that has gone is noticed when a word to it cannot be delivered."""

FRAME_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
FILE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-same-origin allow-downloads"
)
"""A report has the like in itself; beside it, nothing but our own frame may hold a public file, and no script runs."""

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}

_FRAME_FILES = {"/frame.js": "text/javascript; charset=utf-8", "/frame.css": "text/css; charset=utf-8"}


class Preview(ThreadingHTTPServer):
    """Answers browsers on this machine; `first` is the public file that the frame shows first."""

    daemon_threads = True
    # On Windows it would let two servers have one port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, tree: Path, first: str, board: Noticeboard, port: int = 0) -> None:
        self.tree = tree
        self.first = first
        self.board = board
        try:
            super().__init__((HERE, port), _Answer)
        except OSError:
            message = f"Port {port} of this machine is taken. Name another with --port, or leave it out for a free one."
            raise UsageError(message) from None

    @property
    def address(self) -> str:
        """What to open in a browser."""
        return f"http://{HERE}:{self.server_port}/"

    @property
    def own_names(self) -> set[str]:
        """What a browser of this machine calls this server.

        A page from elsewhere whose name was made to lead here (DNS rebinding) still calls it by that name.
        """
        return {f"{name}:{self.server_port}" for name in (HERE, "localhost")}

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing when a browser went away in the middle of an answer."""


@contextmanager
def serve(tree: Path, first: str, board: Noticeboard, port: int = 0) -> Iterator[Preview]:
    """Serve a public tree while the block lasts.

    Raises
    ------
    UsageError
        When the port is taken.

    """
    with Preview(tree, first, board, port) as preview:
        threading.Thread(target=preview.serve_forever, name="preview", daemon=True).start()
        try:
            yield preview
        finally:
            board.close()
            preview.shutdown()


class _Answer(BaseHTTPRequestHandler):
    """One question of a browser."""

    server: Preview
    protocol_version = "HTTP/1.1"
    server_version = "safeguarding-report"
    sys_version = ""
    timeout = 60
    error_content_type = "text/plain; charset=utf-8"
    error_message_format = "%(message)s\n"

    def do_GET(self) -> None:
        """Answer with what the address means."""
        path = self.path.partition("?")[0]
        if self.headers.get("Host", "") not in self.server.own_names:
            self.send_error(
                HTTPStatus.MISDIRECTED_REQUEST, "This server answers to its own name on this machine alone."
            )
        elif path == "/":
            self._send(_frame(self.server), "text/html; charset=utf-8", FRAME_POLICY)
        elif path in _FRAME_FILES:
            self._send(_own_file(path.removeprefix("/")), _FRAME_FILES[path], FRAME_POLICY)
        elif path == "/events" and self.command == "GET":
            self._send_news()
        else:
            self._send_public(path)

    def do_HEAD(self) -> None:
        """Answer as to GET, without the file itself."""
        self.do_GET()

    def _send_public(self, path: str) -> None:
        found = public_file(self.server.tree, path.removeprefix(PUBLIC)) if path.startswith(PUBLIC) else None
        if found is None:
            self.send_error(HTTPStatus.NOT_FOUND, "There is no such public file, or it was not built yet.")
        else:
            self._send(found.read_bytes(), KINDS[found.suffix], FILE_POLICY)

    def _send(self, content: bytes, kind: str, policy: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _send_news(self) -> None:
        """Send each piece of news as it comes, as server-sent events, until the browser or the build goes."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        heard = -1
        while self.server.board.is_open:
            news = self.server.board.wait(heard, HEARTBEAT_SECONDS)
            if news is None:
                self.wfile.write(b": still here\n\n")
            else:
                heard = news.number
                self.wfile.write(f"data: {json.dumps(news.as_record())}\n\n".encode())

    def end_headers(self) -> None:
        """Close the headers of every answer, refusals too, with what makes it safe."""
        for name, value in ALWAYS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Keep no log of who looked at what."""


def _own_file(name: str) -> bytes:
    return files("safeguarding_report.serving").joinpath(name).read_bytes()


def _frame(preview: Preview) -> bytes:
    text = _own_file("frame.html").decode()
    known = {"FIRST": f"{PUBLIC}{preview.first}", "EDITION": preview.board.latest.edition}
    for name, value in known.items():
        text = text.replace(f"{{{{{name}}}}}", escape(value))
    return text.encode()
