"""The preview: the public files as they are and nothing else, to browsers of this machine alone."""

from __future__ import annotations

import http.client
import json
import threading

import pytest

from safeguarding_report.errors import UsageError
from safeguarding_report.report.page import CONTENT_SECURITY_POLICY
from safeguarding_report.serving import Noticeboard, serve
from safeguarding_report.serving.public_files import edition_of
from safeguarding_report.serving.server import FILE_POLICY, FRAME_POLICY, HERE

PAGE = "<!doctype html>\r\n<title>–</title>\n".encode()
FIRST = "arden/2023-24/report.html"


@pytest.fixture
def outputs(tmp_path):
    public = tmp_path / "outputs" / "public"
    (public / "arden" / "2023-24").mkdir(parents=True)
    (public / FIRST).write_bytes(PAGE)
    (public / "arden" / "2023-24" / "figures.csv").write_bytes(b"figure_id\r\n")
    (public / "index.html").write_bytes(b"<!doctype html>")
    (public / ".hidden.html").write_text("hidden")
    (public / "notes.txt").write_text("nobody declared these")
    private = tmp_path / "outputs" / "private"
    private.mkdir()
    (private / "secret.html").write_text("private")
    (public / "link.html").symlink_to(private / "secret.html")
    (public / "borley").symlink_to(private, target_is_directory=True)
    return public


@pytest.fixture
def preview(outputs):
    with serve(outputs, FIRST, Noticeboard()) as running:
        yield running


def ask(preview, path, method="GET", **headers):
    connection = http.client.HTTPConnection(HERE, preview.server_port, timeout=10)
    connection.putrequest(method, path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer, content


@pytest.mark.parametrize("name", [FIRST, "arden/2023-24/figures.csv", "index.html"])
def test_a_public_file_arrives_byte_for_byte(preview, outputs, name):
    answer, content = ask(preview, f"/public/{name}")
    assert (answer.status, content) == (200, (outputs / name).read_bytes())


@pytest.mark.parametrize(
    "path",
    [
        "/public/../private/secret.html",
        "/public/%2e%2e/private/secret.html",
        "/public/arden/..%2f..%2f..%2fprivate/secret.html",
        "/public/arden/%2e%2e/index.html",
        "/public/..%5cprivate%5csecret.html",
        "/public//etc/passwd",
        "/public/%2fetc%2fpasswd",
        "/public/index.html%00.csv",
        "/public/index.html/",
        "/public/link.html",
        "/public/borley/secret.html",
        "/public/.hidden.html",
        "/public/notes.txt",
        "/public/arden",
        "/public/",
        "/private/secret.html",
        "/outputs/private/secret.html",
        "/frame.html",
        "/server.py",
        "/publicindex.html",
    ],
)
def test_nothing_else_is_ever_served(preview, path):
    answer, content = ask(preview, path)
    assert answer.status == 404
    assert b"private" not in content


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "0.0.0.0:{port}", ""]
)
def test_a_page_from_elsewhere_that_was_led_here_gets_nothing(preview, host):
    answer, content = ask(preview, f"/public/{FIRST}", Host=host.format(port=preview.server_port))
    assert answer.status == 421
    assert PAGE not in content


def test_this_machine_may_be_called_localhost(preview):
    assert ask(preview, "/", Host=f"localhost:{preview.server_port}")[0].status == 200


def test_the_server_listens_on_this_machine_alone(preview):
    assert preview.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nobody_can_write(preview, method):
    assert ask(preview, f"/public/{FIRST}", method)[0].status == 501


def test_asked_for_its_headers_alone_a_file_sends_no_content(preview):
    answer, content = ask(preview, f"/public/{FIRST}", "HEAD")
    assert (answer.status, answer.headers["Content-Length"], content) == (200, str(len(PAGE)), b"")


@pytest.mark.parametrize(
    ("path", "policy"), [("/", FRAME_POLICY), ("/frame.js", FRAME_POLICY), (f"/public/{FIRST}", FILE_POLICY)]
)
def test_every_answer_says_how_little_a_browser_may_do_with_it(preview, path, policy):
    headers = ask(preview, path)[0].headers
    assert headers["Content-Security-Policy"] == policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Access-Control-Allow-Origin"] is None
    assert "script-src" not in FILE_POLICY


def test_a_refusal_is_plain_text_with_the_same_safety(preview):
    headers = ask(preview, "/public/<script>")[0].headers
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_served_file_is_allowed_nothing_that_the_report_itself_refuses():
    of_page = set(CONTENT_SECURITY_POLICY.split("; "))
    assert of_page <= set(FILE_POLICY.split("; "))


def test_the_frame_page_alone_has_script_and_it_is_a_file_of_ours(preview):
    frame = ask(preview, "/")[1].decode()
    assert frame.count("<script") == 1
    assert '<script src="/frame.js" defer></script>' in frame
    assert f'src="/public/{FIRST}" sandbox="allow-same-origin allow-downloads"' in frame
    assert "//" not in frame.replace("<!doctype", "")


def events(preview):
    connection = http.client.HTTPConnection(HERE, preview.server_port, timeout=10)
    connection.request("GET", "/events")
    answer = connection.getresponse()
    assert answer.headers["Content-Type"] == "text/event-stream"
    while line := answer.readline():
        if line.startswith(b"data: "):
            yield json.loads(line[6:])


def test_news_reach_the_frame_page_as_they_come(preview):
    preview.board.say("building", "arden 2023-24 gate")
    heard = events(preview)
    assert next(heard)["words"] == "arden 2023-24 gate"
    preview.board.say("failed", "the data said no\nin row 3", "e2")
    told = next(heard)
    assert (told["state"], told["words"], told["edition"]) == ("failed", "the data said no\nin row 3", "e2")
    preview.board.say("building", "")
    assert next(heard)["edition"] == "e2"


def test_when_the_build_ends_every_reader_of_news_is_let_go(outputs):
    board = Noticeboard()
    waiting = []
    reader = threading.Thread(target=lambda: waiting.append(board.wait(0, 60)))
    with serve(outputs, FIRST, board):
        reader.start()
    reader.join(5)
    assert waiting == [None]


def test_no_news_is_told_after_a_while():
    assert Noticeboard().wait(0, 0.01) is None


def test_a_port_that_is_taken_is_refused(preview, outputs):
    with pytest.raises(UsageError, match=f"Port {preview.server_port} of this machine is taken"):
        serve(outputs, FIRST, Noticeboard(), preview.server_port).__enter__()


def test_the_edition_is_another_when_a_public_file_is_put_anew_and_else_the_same(outputs):
    before = edition_of(outputs)
    assert edition_of(outputs) == before
    beside = outputs / "new"
    beside.write_bytes(PAGE)
    beside.replace(outputs / FIRST)
    assert edition_of(outputs) != before


def test_an_unfinished_file_that_another_build_has_just_put_does_not_end_the_watch(outputs, monkeypatch):
    before = edition_of(outputs)
    gone = outputs / ".writing-abc"
    monkeypatch.setattr(type(outputs), "rglob", lambda folder, form: [*folder.glob(f"**/{form}"), gone])
    assert edition_of(outputs) == before


def test_there_is_an_edition_before_anything_was_built(tmp_path):
    assert edition_of(tmp_path / "absent") != ""
