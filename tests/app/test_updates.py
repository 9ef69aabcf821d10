"""Fetching official text, from a server of our own on loopback that also answers wrong, slowly or not at all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from toestand import LAW, article, manifest, search_result, toestand

from briefgen import updates
from briefgen.cli.main import main
from briefgen.errors import BriefgenError, SourceError
from briefgen.law.official import OfficialLaw
from briefgen.law.official_folder import read_folder
from briefgen.updates import Change, Outcome, Service

TODAY = date(2026, 11, 21)
STATE, NEXT, OLD = "2026-01-01_0", "2027-01-01_0", "2020-01-01_0"
TAG = '"kersen-1"'

Answer = Callable[[BaseHTTPRequestHandler], None]


def bytes_of(body: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return answer


class Server:
    """Answers by path; a list is used up one by one, its last answer stays. `asked` has all that was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Answer]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append((self.path, dict(self.headers)))
                left = outer.answers.get(urlsplit(self.path).path, [bytes_of(b"weg", 404)])
                (left.pop(0) if len(left) > 1 else left[0])(self)

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()
        self.base = f"http://127.0.0.1:{self.http.server_address[1]}"

    def put(self, path: str, *answers: Answer) -> None:
        self.answers[path] = list(answers)

    def paths(self) -> list[str]:
        return [urlsplit(path).path for path, _ in self.asked]

    def law(self, *states: str, identifier: str = LAW, deleted: tuple[str, ...] = ()) -> None:
        """Let the server know a law in these states."""
        tagged = bytes_of(
            manifest(states, identifier, deleted), ETag=TAG, Last_Modified="Thu, 01 Jan 2026 00:00:00 GMT"
        )

        def conditional(request: BaseHTTPRequestHandler) -> None:
            same = request.headers.get("If-None-Match") == TAG
            (bytes_of(b"", 304) if same else tagged)(request)

        self.put(f"/bwb/{identifier}/manifest.xml", conditional)
        self.put("/search", bytes_of(search_result(dict.fromkeys(states, identifier))))
        for label in states:
            self.put(self.place(label, identifier), bytes_of(toestand(identifier=identifier, state=label[:10])))

    def place(self, label: str, identifier: str = LAW) -> str:
        return f"/bwb/{identifier}/{label}/xml/{identifier}_{label}.xml"


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.http.shutdown()
    running.http.server_close()


@pytest.fixture
def service(server: Server) -> Service:
    return Service(
        search=f"{server.base}/search", repository=f"{server.base}/bwb", connect=2, silence=2, whole=5, pause=0,
        redirects=3, largest=1 << 20,
    )  # fmt: skip


def update(folder: Path, service: Service, *identifiers: str, on: date = TODAY) -> list[Outcome]:
    return list(updates.update(identifiers or (LAW,), folder, on, service))


def _wait(released: threading.Event) -> None:
    released.wait(20)


def failed(folder: Path, service: Service) -> BriefgenError:
    """The one error; nothing was written."""
    (outcome,) = update(folder, service)
    assert outcome.error is not None
    assert outcome.error.exit_code == 1
    assert str(outcome.error.mend)
    assert list(folder.iterdir()) == []
    return outcome.error


# --- all is well


def test_the_newest_state_in_force_is_fetched(server: Server, service: Service, tmp_path: Path) -> None:
    server.law(OLD, NEXT, STATE)
    assert update(tmp_path / "nieuw", service) == [Outcome(LAW, Change.NEW, STATE)]
    (law,) = read_folder(tmp_path / "nieuw")
    assert (law.identifier, law.state) == (LAW, date(2026, 1, 1))
    assert sorted(path.name for path in (tmp_path / "nieuw").iterdir()) == [f"{LAW}_{STATE}.xml", "stand.json"]


def test_only_the_number_of_the_law_is_sent(server: Server, service: Service, tmp_path: Path) -> None:
    server.law(STATE)
    update(tmp_path, service)
    search = next(path for path, _ in server.asked if path.startswith("/search"))
    assert parse_qs(urlsplit(search).query) == {
        "operation": ["searchRetrieve"], "version": ["2.0"], "x-connection": ["BWB"],
        "query": [f"dcterms.identifier=={LAW}"], "startRecord": ["1"], "maximumRecords": ["100"],
    }  # fmt: skip
    assert all(headers["User-Agent"].startswith("briefgen/") for _, headers in server.asked)


def test_what_did_not_change_is_not_fetched_again(server: Server, service: Service, tmp_path: Path) -> None:
    server.law(STATE)
    update(tmp_path, service)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    server.asked.clear()
    assert update(tmp_path, service) == [Outcome(LAW, Change.SAME, STATE, STATE)]
    ((path, headers),) = server.asked
    assert path == f"/bwb/{LAW}/manifest.xml"
    assert headers["If-Modified-Since"] == "Thu, 01 Jan 2026 00:00:00 GMT"
    assert before == {path: path.read_bytes() for path in tmp_path.iterdir()}


def test_an_announced_state_is_fetched_once_it_is_in_force(server: Server, service: Service, tmp_path: Path) -> None:
    server.law(STATE, NEXT)
    update(tmp_path, service)
    assert update(tmp_path, service, on=date(2026, 12, 31)) == [Outcome(LAW, Change.SAME, STATE, STATE)]
    assert update(tmp_path, service, on=date(2027, 1, 1)) == [Outcome(LAW, Change.CHANGED, NEXT, STATE)]
    assert len(read_folder(tmp_path)) == 2


def test_a_file_that_was_taken_away_is_fetched_again(server: Server, service: Service, tmp_path: Path) -> None:
    server.law(STATE)
    update(tmp_path, service)
    (tmp_path / f"{LAW}_{STATE}.xml").unlink()
    update(tmp_path, service)
    assert len(read_folder(tmp_path)) == 1


def test_a_corrected_state_is_told_as_changed(server: Server, service: Service, tmp_path: Path) -> None:
    server.law(STATE)
    update(tmp_path, service)
    server.put(f"/bwb/{LAW}/manifest.xml", bytes_of(manifest([STATE]), ETag='"kersen-2"'))
    assert update(tmp_path, service) == [Outcome(LAW, Change.SAME, STATE, STATE)]
    server.put(server.place(STATE), bytes_of(toestand(article("2", "Verbeterd."))))
    assert update(tmp_path, service) == [Outcome(LAW, Change.CHANGED, STATE, STATE)]
    assert read_folder(tmp_path)[0].articles["2"].text == "Verbeterd."


def test_a_state_whose_xml_was_taken_away_is_passed_over(server: Server, service: Service, tmp_path: Path) -> None:
    server.law(OLD, STATE, deleted=(STATE,))
    assert update(tmp_path, service)[0].state == OLD


def test_all_pages_of_the_search_are_read(server: Server, service: Service, tmp_path: Path) -> None:
    server.law(OLD, STATE)
    pages = [search_result({label: LAW}, total=101) for label in (OLD, STATE)]
    server.put("/search", *map(bytes_of, pages))
    assert update(tmp_path, service)[0].state == STATE
    assert sum(path == "/search" for path in server.paths()) == 2


def test_states_of_other_laws_and_other_hosts_are_not_followed(
    server: Server, service: Service, tmp_path: Path
) -> None:
    server.law(STATE)
    server.put("/search", bytes_of(search_result({"2026-10-01_0": "BWBR0000001", STATE: LAW})))
    assert update(tmp_path, service)[0].state == STATE


def test_a_server_that_stumbles_is_asked_again(server: Server, service: Service, tmp_path: Path) -> None:
    server.law(STATE)
    for path in list(server.answers):
        server.put(path, bytes_of(b"", 500), bytes_of(b"", 503), *server.answers[path])
    assert update(tmp_path, service)[0].change is Change.NEW


# --- something is wrong: one law fails, nothing is overwritten


def test_one_law_that_fails_stops_no_other(server: Server, service: Service, tmp_path: Path) -> None:
    server.law(STATE)
    first, second = update(tmp_path, service, "BWBR0000001", LAW)
    assert isinstance(first.error, SourceError)
    assert first.error.where.endswith("/BWBR0000001/manifest.xml")
    assert second.change is Change.NEW


def test_an_unknown_law_is_told(server: Server, service: Service, tmp_path: Path) -> None:
    assert "404" in str(failed(tmp_path, service))
    server.law(STATE)
    server.put(server.place(STATE), bytes_of(b"weg", 404))
    assert failed(tmp_path, service).where.endswith(".xml")


def test_a_server_that_keeps_stumbling_is_left_alone(server: Server, service: Service, tmp_path: Path) -> None:
    server.put(f"/bwb/{LAW}/manifest.xml", bytes_of(b"", 500))
    assert "500" in str(failed(tmp_path, service))
    assert len(server.asked) == service.attempts


def test_a_refusal_is_not_asked_again(server: Server, service: Service, tmp_path: Path) -> None:
    server.put(f"/bwb/{LAW}/manifest.xml", bytes_of(b"", 403))
    assert "403" in str(failed(tmp_path, service))
    assert len(server.asked) == 1


def test_redirects_without_end_are_told(server: Server, service: Service, tmp_path: Path) -> None:
    server.law(STATE)
    server.put(server.place(STATE), bytes_of(b"", 302, Location=server.place(STATE)))
    assert "verwijst steeds door" in str(failed(tmp_path, service))
    assert server.paths().count(server.place(STATE)) == service.redirects + 1


def test_a_body_that_breaks_off_is_told(server: Server, service: Service, tmp_path: Path) -> None:
    server.law(STATE)
    body = toestand()
    server.put(server.place(STATE), bytes_of(body[:200], Content_Length=str(len(body))))
    assert "afgebroken" in str(failed(tmp_path, service))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<toestand", "geen geldige XML"),
        (b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><x>&c;</x>', "DTD"),
        (b"<html><body>Storing</body></html>", "geen toestand"),
        (toestand(identifier="BWBR0000001"), "is van BWBR0000001"),
        (b"x" * (2 << 20), "groter dan"),
        (b"", "geen geldige XML"),
    ],
    ids=["malformed", "bomb", "html", "another law", "too large", "empty"],
)
def test_a_document_that_is_no_law_is_told(
    body: bytes, words: str, server: Server, service: Service, tmp_path: Path
) -> None:
    server.law(STATE)
    server.put(server.place(STATE), bytes_of(body))
    assert words in str(failed(tmp_path, service))


@pytest.mark.parametrize("body", [b"", b"<work", b'<!DOCTYPE work [<!ENTITY a "b">]><work/>'])
def test_a_broken_manifest_or_search_is_told(body: bytes, server: Server, service: Service, tmp_path: Path) -> None:
    server.law(STATE)
    server.put("/search", bytes_of(body))
    failed(tmp_path, service)
    server.put(f"/bwb/{LAW}/manifest.xml", bytes_of(body))
    failed(tmp_path, service)


@pytest.mark.parametrize("result", [search_result({}), search_result({NEXT: LAW}), search_result({}, total=5)])
def test_a_search_that_finds_nothing_in_force_is_told(
    result: bytes, server: Server, service: Service, tmp_path: Path
) -> None:
    server.law(STATE)
    server.put("/search", bytes_of(result))
    assert "geen toestand" in str(failed(tmp_path, service))


def test_what_the_search_complains_of_is_passed_on(server: Server, service: Service, tmp_path: Path) -> None:
    server.law(STATE)
    complaint = b"<r><diagnostics><diagnostic><message>Index bestaat niet</message></diagnostic></diagnostics></r>"
    server.put("/search", bytes_of(complaint))
    assert "Index bestaat niet" in str(failed(tmp_path, service))


def test_a_server_that_says_nothing_is_not_waited_for(server: Server, service: Service, tmp_path: Path) -> None:
    released = threading.Event()
    server.put(f"/bwb/{LAW}/manifest.xml", lambda _: _wait(released))
    error = failed(tmp_path, replace(service, silence=0.05, attempts=2))
    released.set()
    assert "niet op tijd" in str(error)


def test_a_server_that_drips_is_not_waited_for(server: Server, service: Service, tmp_path: Path) -> None:
    released = threading.Event()

    def drip(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "1000000")
        request.end_headers()
        while not released.wait(0.02):
            try:
                request.wfile.write(b"<")
            except OSError:
                return

    server.put(f"/bwb/{LAW}/manifest.xml", drip)
    error = failed(tmp_path, replace(service, whole=0.2))
    released.set()
    assert "niet op tijd" in str(error)


def test_nobody_there_is_told(service: Service, tmp_path: Path) -> None:
    nobody = replace(service, repository="http://127.0.0.1:9/bwb", attempts=1)
    assert "niet te bereiken" in str(failed(tmp_path, nobody))


def test_an_old_file_stays_when_the_new_one_is_broken(server: Server, service: Service, tmp_path: Path) -> None:
    server.law(STATE)
    update(tmp_path, service)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    server.put(f"/bwb/{LAW}/manifest.xml", bytes_of(manifest([STATE])))
    server.put(server.place(STATE), bytes_of(toestand()[:300]))
    (outcome,) = update(tmp_path, service)
    assert outcome.error is not None
    assert before == {path: path.read_bytes() for path in tmp_path.iterdir()}


def test_a_broken_memory_is_told_before_anything_is_asked(server: Server, service: Service, tmp_path: Path) -> None:
    (tmp_path / "stand.json").write_text("{", encoding="utf-8")
    with pytest.raises(SourceError, match=r"niet te lezen\. Haal het weg"):
        update(tmp_path, service)
    assert server.asked == []


def test_a_place_that_cannot_be_written_is_told(service: Service, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x", encoding="utf-8")
    with pytest.raises(BriefgenError, match="--to"):
        update(tmp_path / "bestand", service)


def test_nothing_is_written_for_a_look(server: Server, service: Service) -> None:
    server.law(OLD, STATE)
    law, error = updates.newest((LAW, "BWBR0000001"), TODAY, service)
    assert isinstance(law, OfficialLaw)
    assert law.state == date(2026, 1, 1)
    assert isinstance(error, SourceError)
    assert updates.document(f"{server.base}{server.place(OLD)}", service).state == date(2020, 1, 1)


# --- the command


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main(["--lang", "nl", "refs", *map(str, arguments)])
    said = capsys.readouterr()
    return int(stopped.value.code or 0), said.out, said.err


def test_the_command_says_where_it_goes_and_what_failed(
    server: Server, service: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.law(STATE, identifier="BWBR0002448")
    code, out, err = run(capsys, "update", "--to", tmp_path, "--date", "2026-11-21", "--search-url", service.search,
                         "--repository-url", service.repository)  # fmt: skip
    assert code == 1
    assert f"internet op, naar {service.repository}" in err
    assert f"BWBR0002448: nieuw, {STATE}" in out
    assert "BWBR0034925: niet opgehaald" in out
    assert "Algemene verordening gegevensbescherming" in out
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"BWBR0002448_{STATE}.xml", "stand.json"]
