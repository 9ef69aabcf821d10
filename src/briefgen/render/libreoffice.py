"""PDF from Word files through LibreOffice: one process for a batch, with a profile of its own, and no network.

Only for letters on a Word file of the user's own, or where someone asks for it; Typst draws the others. LibreOffice
writes the time into the fonts it embeds, so equal letters give equal pages here, and not equal bytes.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from briefgen.errors import Message, RenderError, msg
from briefgen.files import why
from briefgen.render import office_check

_NEW_GROUP = 0x200  # of Windows: CREATE_NEW_PROCESS_GROUP
SECONDS = 60
SECONDS_EACH = 5
"""How long a batch may take: a start, and so much for each file."""

_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"%ProgramFiles%\LibreOffice\program\soffice.com",
    r"%ProgramFiles(x86)%\LibreOffice\program\soffice.com",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
)
# PDF/A-3b and PDF/UA, tagged, with bookmarks; what a form would hold is text.
_FILTER = (
    'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"3"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"},"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"},"ExportFormFields":{"type":"boolean","value":"false"}}'
)
# No macros, no pictures or templates from elsewhere, no updates of links, no way out to the network.
_SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
_NOWHERE = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), "http://127.0.0.1:9")


def program() -> str:
    """The LibreOffice of this machine. Raises RenderError, saying how to install it, when there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    places = (os.path.expandvars(place) for place in _PLACES)
    found = found or next((place for place in places if Path(place).is_file()), None)
    if found is None:
        raise RenderError(
            msg("Voor deze PDF is LibreOffice nodig, en dat is niet gevonden."),
            mend=msg(
                "Installeer LibreOffice (gratis: libreoffice.org; in Debian of Ubuntu: {pakket}). Of kies "
                "--format docx en maak de PDF zelf in Word.",
                pakket="apt install libreoffice-writer",
            ),
        )
    return found


def convert(
    files: Mapping[str, bytes],
    on: date,
    *,
    office: str | None = None,
    seconds: int | None = None,
    same_words: bool = True,
) -> dict[str, bytes]:
    """Return a PDF for each Word file, by the same names, dated `on`.

    All go through one process of `office` (default: the LibreOffice of this machine), which may take `seconds`; what it
    leaves undone is tried once more. Raises RenderError when there is no LibreOffice, it does not finish, or a PDF has
    no pages, fonts that are not embedded, or other words than its Word file; with `same_words` off that is not looked
    at, for somebody else's Word file may print what a field or a table of contents makes of it.
    """
    made = attempted(files, on, office=office, seconds=seconds, same_words=same_words)
    for found in made.values():
        if isinstance(found, RenderError):
            raise found
    return {name: found for name, found in made.items() if not isinstance(found, RenderError)}


def attempted(
    files: Mapping[str, bytes],
    on: date,
    *,
    office: str | None = None,
    seconds: int | None = None,
    same_words: bool = True,
) -> dict[str, bytes | RenderError]:
    """`convert`, with its error in the place of a PDF that was not made. Raises RenderError without LibreOffice."""
    if not files:
        return {}
    office = office or program()
    made: dict[str, bytes] = {}
    reason: Message | str = ""
    for _ in range(2):
        left = {name: data for name, data in files.items() if name not in made}
        if left:
            done, reason = _batch(office, left, seconds or SECONDS + SECONDS_EACH * len(left))
            made |= done
    found: dict[str, bytes | RenderError] = {}
    for name, data in files.items():
        try:
            if name not in made:
                raise _not_made(name, reason)
            if same_words:
                office_check.check(made[name], data, name)
            found[name] = _mended(made[name], on)
        except RenderError as error:
            found[name] = error
    return found


def _not_made(name: str, reason: Message | str) -> RenderError:
    return RenderError(
        msg("LibreOffice heeft geen PDF gemaakt ({reden}).", reden=reason or msg("zonder melding")),
        where=name,
        mend=msg("Open het Word-bestand in LibreOffice om te zien wat er mis is, of kies --format docx."),
    )


def _batch(office: str, files: Mapping[str, bytes], seconds: int) -> tuple[dict[str, bytes], Message | str]:
    """What one process makes of `files`, and why not more, if it said so. It leaves nothing behind."""
    with tempfile.TemporaryDirectory(prefix="briefgen-office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        profile, out = folder / "profile", folder / "out"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
        numbers = {str(number): file for number, file in enumerate(files, start=1)}
        for number, file in numbers.items():
            (folder / f"{number}.docx").write_bytes(files[file])
        command = [
            office, "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard",
            f"-env:UserInstallation={profile.as_uri()}", "--convert-to", _FILTER, "--outdir", str(out),
            *(str(folder / f"{number}.docx") for number in numbers),
        ]  # fmt: skip
        reason = _run(command, folder, seconds)
        made = {numbers[path.stem]: path.read_bytes() for path in out.glob("*.pdf") if path.stem in numbers}
        return {file: data for file, data in made.items() if data.rstrip().endswith(b"%%EOF")}, reason


def _run(command: list[str], folder: Path, seconds: int) -> Message | str:
    """Run LibreOffice in a group of processes of its own and end that group, whatever happens; say what went wrong."""
    settings = {**os.environ, **_NOWHERE, "TZ": "UTC", "SAL_USE_VCLPLUGIN": "svp"}
    windows = sys.platform == "win32"
    try:
        process = subprocess.Popen(  # noqa: S603 - the program that was found; the files are its own copies
            command,
            cwd=folder,
            env=settings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=not windows,
            creationflags=_NEW_GROUP if windows else 0,
        )
    except OSError as error:
        return str(why(error))
    try:
        _, said = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        return msg("na {aantal} seconden nog niet klaar", aantal=seconds)
    finally:
        _end(process)
    return " ".join(said.decode("utf-8", "replace").split())[-200:] if process.returncode else ""


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and all that it started."""
    if sys.platform == "win32":
        command = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - a number
    else:
        with suppress(ProcessLookupError, PermissionError):  # it had ended, and all of its group
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stderr is not None:
        process.stderr.close()


def _settings() -> str:
    rows = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{rows}</oor:items>"
    )


def _mended(pdf: bytes, on: date) -> bytes:
    """The PDF with the letter's date for the moment it was made, and Tab in the order of reading.

    It stays of the same length, so that the places in it stay right.
    """
    pdf = pdf.replace(b"/Tabs(S)", b"/Tabs/S ")  # a string where a name belongs (ISO 32000-1, table 30)
    day = on.strftime("%Y%m%d").encode()
    pdf = re.sub(rb"(/(?:CreationDate|ModDate)\(D:)\d{14}", rb"\g<1>" + day + b"120000", pdf)
    pdf = re.sub(rb"(/(?:CreationDate|ModDate)\(D:\d{14}Z)'\)", rb"\g<1>) ", pdf)  # a quote too many
    moment = f"{on.isoformat()}T12:00:00".encode()
    return re.sub(rb"(<xmp:(?:Create|Modify|Metadata)Date>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", rb"\g<1>" + moment, pdf)
