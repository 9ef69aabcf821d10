"""Fetching the newest official text from the Basiswettenbestand (BWB). The only place that uses the network.

Per law: its manifest, asked for conditionally (RFC 9110, chapter 13); its states, from the official search
(SRU 2.0, Library of Congress); then the XML of the newest state that is in force. A file is replaced only
after what comes in its place was read as a law. What is fetched may be hostile: size, time, redirects and
attempts are bounded, and no address out of an answer is followed.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path
from typing import overload

import urllib3
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from briefgen import __version__, files
from briefgen.errors import BriefgenError, SourceError, msg
from briefgen.law import official_xml
from briefgen.law.official import OfficialLaw

REMEMBERED = "stand.json"
"""The file beside the laws that says which state each is, and what its manifest answered."""

_PAGE, _PAGES = 100, 20
_LABEL = re.compile(r"/(BWB[RVW]\d{7})/(\d{4}-\d{2}-\d{2}_\d+)/xml/")
_NOT_MODIFIED, _OK, _NOT_FOUND = 304, 200, 404


@dataclass(frozen=True, slots=True)
class Service:
    """Where the official text is, and how long and how often is tried. Times are seconds, sizes bytes."""

    search: str = "https://zoekservice.overheid.nl/sru/Search"
    repository: str = "https://repository.officiele-overheidspublicaties.nl/bwb"
    connect: float = 10
    silence: float = 30  # between two pieces of an answer
    whole: float = 300  # for one answer
    attempts: int = 3
    pause: float = 1  # before the second attempt; doubled after each
    redirects: int = 5
    largest: int = official_xml.LARGEST


class Change(Enum):
    NEW = msg("nieuw")
    CHANGED = msg("gewijzigd")
    SAME = msg("ongewijzigd")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one law: a change with the state it is in now and was in before, or an error."""

    identifier: str
    change: Change | None = None
    state: str | None = None
    before: str | None = None
    error: BriefgenError | None = None


class _Known(BaseModel):
    """What is remembered of a law that was fetched."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    toestand: str
    tot: date | None = None  # the first day of the state that comes after it, when one was announced
    etag: str | None = None
    gewijzigd: str | None = None  # the header Last-Modified, as it came


_KNOWN = TypeAdapter(dict[str, _Known])


@dataclass(frozen=True, slots=True)
class _Answer:
    data: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _State:
    label: str
    starts: date


def update(identifiers: Iterable[str], folder: Path, on: date, service: Service) -> Iterator[Outcome]:
    """Bring `folder` up to the newest states in force on `on`, law by law; one that fails stops no other.

    Files are named as in the repository, and states that are there stay. Raises SourceError when what was
    remembered in `folder` cannot be read, and OutputError when nothing can be written there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise files.not_written(error, folder, option="--to") from error
    client, known = _Client(service), _remembered(folder)
    for identifier in identifiers:
        try:
            outcome, entry, contents = _refreshed(client, identifier, folder, known.get(identifier), on)
        except SourceError as error:
            yield Outcome(identifier, error=error)
            continue
        known = {**known, identifier: entry}
        contents = {**contents, folder / REMEMBERED: _KNOWN.dump_json(known, indent=1, exclude_none=True) + b"\n"}
        try:
            files.replace_all(contents, folder)
        except OSError as error:
            raise files.not_written(error, folder, option="--to") from error
        yield outcome


def newest(identifiers: Iterable[str], on: date, service: Service) -> Iterator[OfficialLaw | SourceError]:
    """The newest states in force on `on`, or for each law that could not be fetched why; nothing is written."""
    client = _Client(service)
    for identifier in identifiers:
        try:
            manifest = client.get(f"{client.service.repository}/{identifier}/manifest.xml")
            state, _ = _newest(client, identifier, _deleted(manifest, identifier), on)
            yield _law(client, identifier, state)[0]
        except SourceError as error:
            yield error


def document(address: str, service: Service) -> OfficialLaw:
    """The law in one XML document at `address`. Raises SourceError when it cannot be fetched or read."""
    return official_xml.read(_Client(service).get(address).data, address)


def _refreshed(
    client: _Client, identifier: str, folder: Path, known: _Known | None, on: date
) -> tuple[Outcome, _Known, dict[Path, bytes]]:
    conditions: dict[str, str] = {}
    if known is not None and (known.tot is None or on < known.tot) and _path(folder, identifier, known).is_file():
        conditions = {"If-None-Match": known.etag or "", "If-Modified-Since": known.gewijzigd or ""}
    address = f"{client.service.repository}/{identifier}/manifest.xml"
    manifest = client.get(address, conditions=conditions)
    if manifest is None:
        assert known is not None  # noqa: S101 - only what is known is asked for conditionally
        return Outcome(identifier, Change.SAME, known.toestand, known.toestand), known, {}
    state, ahead = _newest(client, identifier, _deleted(manifest, identifier), on)
    _, data = _law(client, identifier, state)
    entry = _Known(
        toestand=state.label, tot=ahead, etag=manifest.headers.get("ETag"),
        gewijzigd=manifest.headers.get("Last-Modified"),
    )  # fmt: skip
    path = _path(folder, identifier, entry)
    before = known.toestand if known is not None else None
    same = path.is_file() and path.read_bytes() == data
    change = Change.SAME if same and before == state.label else Change.NEW if before is None else Change.CHANGED
    return Outcome(identifier, change, state.label, before), entry, {} if same else {path: data}


def _path(folder: Path, identifier: str, known: _Known) -> Path:
    return folder / f"{identifier}_{known.toestand}.xml"


def _remembered(folder: Path) -> dict[str, _Known]:
    path = folder / REMEMBERED
    if not path.is_file():
        return {}
    try:
        return _KNOWN.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise SourceError(
            msg("Dit bestand hoort bij eerder opgehaalde wetten, maar is niet te lezen."),
            where=str(path),
            mend=msg("Haal het weg; alle wetten worden dan opnieuw opgehaald."),
        ) from error


def _deleted(manifest: _Answer, identifier: str) -> frozenset[str]:
    """The labels of states whose XML was taken away; asking for those ends in redirects without end."""
    root = official_xml.parse(manifest.data, f"{identifier}/manifest.xml")
    return frozenset(
        expression.get("label", "")
        for expression in root.iter("{*}expression")
        for item in expression.iter("{*}item")
        if item.get("_deleted") == "true" and item.get("label", "").endswith(".xml")
    )


def _newest(client: _Client, identifier: str, deleted: frozenset[str], on: date) -> tuple[_State, date | None]:
    """The newest state in force on `on`, and the first day of the one after it."""
    states = [state for state in _states(client, identifier) if state.label not in deleted]
    begun = [state for state in states if state.starts <= on]
    if not begun:
        raise SourceError(
            msg("De zoekdienst noemt geen toestand van {nummer} die nu geldt.", nummer=identifier),
            where=client.service.search,
            mend=msg("Controleer het nummer in law.yaml op wetten.overheid.nl."),
        )
    ahead = min((state.starts for state in states if state.starts > on), default=None)
    return max(begun, key=lambda state: (state.starts, state.label)), ahead


def _states(client: _Client, identifier: str) -> Iterator[_State]:
    first, total = 1, 1
    for _ in range(_PAGES):
        fields = {
            "operation": "searchRetrieve", "version": "2.0", "x-connection": "BWB",
            "query": f"dcterms.identifier=={identifier}",
            "startRecord": str(first), "maximumRecords": str(_PAGE),
        }  # fmt: skip
        root = official_xml.parse(client.get(client.service.search, fields=fields).data, client.service.search)
        diagnostic = next(root.iter("{*}diagnostic"), None)
        if diagnostic is not None:
            raise SourceError(
                msg("De zoekdienst antwoordt: {fout}", fout=official_xml.line(diagnostic)),
                where=client.service.search,
                mend=msg("Probeer het later opnieuw."),
            )
        total = int(_field(root, "numberOfRecords") or 0)
        records = list(root.iter("{*}gzd"))
        for record in records:
            state = _state(record, identifier)
            if state is not None:
                yield state
        first += _PAGE
        if not records or first > total:
            return


def _state(record: official_xml.Element, identifier: str) -> _State | None:
    place = _LABEL.search(_field(record, "locatie_toestand"))
    if place is None or place[1] != identifier:
        return None  # of another law, or a state without XML
    try:
        return _State(place[2], date.fromisoformat(_field(record, "geldigheidsperiode_startdatum")))
    except ValueError:
        return _State(place[2], date.fromisoformat(place[2][:10]))


def _field(record: official_xml.Element, name: str) -> str:
    found = next(record.iter(f"{{*}}{name}"), None)
    return "" if found is None else (found.text or "").strip()


def _law(client: _Client, identifier: str, state: _State) -> tuple[OfficialLaw, bytes]:
    """Fetch and read a state; its address is made here and not taken from an answer."""
    address = f"{client.service.repository}/{identifier}/{state.label}/xml/{identifier}_{state.label}.xml"
    data = client.get(address).data
    law = official_xml.read(data, address)
    if law.identifier != identifier:
        raise SourceError(
            msg("Dit document is van {ander} en niet van {nummer}.", ander=law.identifier, nummer=identifier),
            where=address,
            mend=msg("Probeer het later opnieuw; het oude bestand is niet gewijzigd."),
        )
    return law, data


class _Client:
    """HTTP with bounds; every failure is a SourceError that names the address."""

    def __init__(self, service: Service) -> None:
        self.service = replace(service, repository=service.repository.rstrip("/"))
        self._pool = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=service.connect, read=service.silence),
            retries=urllib3.Retry(
                total=None, connect=service.attempts - 1, read=service.attempts - 1, status=service.attempts - 1,
                redirect=service.redirects, other=0, status_forcelist=(429, 500, 502, 503, 504),
                backoff_factor=service.pause, respect_retry_after_header=False, raise_on_status=False,
            ),
            headers={"User-Agent": f"briefgen/{__version__}", "Accept-Encoding": "identity"},
        )  # fmt: skip

    @overload
    def get(self, address: str, *, fields: Mapping[str, str] | None = None) -> _Answer: ...
    @overload
    def get(self, address: str, *, conditions: Mapping[str, str]) -> _Answer | None: ...
    def get(
        self, address: str, *, fields: Mapping[str, str] | None = None, conditions: Mapping[str, str] | None = None
    ) -> _Answer | None:
        """Fetch `address`; None when its conditions say that it did not change."""
        headers = {**self._pool.headers, **{name: value for name, value in (conditions or {}).items() if value}}
        ends = time.monotonic() + self.service.whole
        try:
            answer = self._pool.request("GET", address, fields=fields, headers=headers, preload_content=False)
            try:
                if answer.status == _NOT_MODIFIED and conditions:
                    return None
                if answer.status != _OK:
                    raise self._refused(address, answer.status)
                return _Answer(self._body(address, answer, ends), answer.headers)
            finally:
                answer.close()
        except urllib3.exceptions.HTTPError as error:
            raise self._failed(address, error) from error

    def _body(self, address: str, answer: urllib3.BaseHTTPResponse, ends: float) -> bytes:
        pieces: list[bytes] = []
        size = 0
        while piece := answer.read1(1 << 16, decode_content=False):
            pieces.append(piece)
            size += len(piece)
            if size > self.service.largest:
                raise official_xml.too_large(address, self.service.largest)
            if time.monotonic() > ends:
                raise self._slow(address)
        return b"".join(pieces)

    def _refused(self, address: str, status: int) -> SourceError:
        if status == _NOT_FOUND:
            return SourceError(
                msg("Dit bestaat niet op de server (404)."),
                where=address,
                mend=msg("Controleer het nummer in law.yaml op wetten.overheid.nl."),
            )
        return SourceError(
            msg("De server geeft dit niet (code {code}).", code=status),
            where=address,
            mend=msg("Probeer het later opnieuw."),
        )

    def _slow(self, address: str) -> SourceError:
        return SourceError(
            msg("De server antwoordt niet op tijd."), where=address, mend=msg("Probeer het later opnieuw.")
        )

    def _failed(self, address: str, error: urllib3.exceptions.HTTPError) -> SourceError:
        reason = error.reason if isinstance(error, urllib3.exceptions.MaxRetryError) else error
        if isinstance(reason, urllib3.exceptions.ResponseError):
            return SourceError(
                msg("De server verwijst steeds door; dit document is waarschijnlijk verwijderd."),
                where=address,
                mend=msg("Controleer op wetten.overheid.nl of de wet nog bestaat."),
            )
        unreachable = isinstance(reason, urllib3.exceptions.NewConnectionError)  # in urllib3 a kind of time-out
        if not unreachable and isinstance(
            reason, urllib3.exceptions.ConnectTimeoutError | urllib3.exceptions.ReadTimeoutError
        ):
            return self._slow(address)
        if isinstance(reason, urllib3.exceptions.IncompleteRead | urllib3.exceptions.ProtocolError):
            return SourceError(
                msg("De verbinding is afgebroken voordat alles er was."),
                where=address,
                mend=msg("Probeer het opnieuw; er is niets overschreven."),
            )
        return SourceError(
            msg("De server is niet te bereiken: {fout}", fout=reason),
            where=address,
            mend=msg("Controleer de verbinding met internet en probeer het opnieuw."),
        )
