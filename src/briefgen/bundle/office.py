"""The other side of `apart.worker`: starts the process, gives it jobs, and ends it when it takes too long.

A process does job after job, for starting one costs as much as most enclosures do. After an error, a crash or too much
time the next job gets a new one.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from types import TracebackType
from typing import IO, Self

from briefgen.bundle.job import Answer, Job, answer_of
from briefgen.bundle.notices import damaged, too_slow
from briefgen.documents.wire import message_of
from briefgen.errors import DocumentError

_START = "import sys; sys.path[:] = sys.argv[1:]; from briefgen.bundle.apart.worker import main; main()"
MAX_ANSWER = 50_000_000
"""Bytes of the line of JSON that answers a job."""


class Office:
    """A place where jobs are done; use it in a `with`."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def do(self, job: Job, source: bytes, where: str) -> tuple[Answer, bytes]:
        """The answer to a job, and its objects. Raises DocumentError that says `where`."""
        process = self._started()
        late = threading.Event()

        def kill() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(job.seconds, kill)
        timer.start()
        try:
            answer = self._asked(process, job, source)
        except (OSError, ValueError, KeyError, TypeError) as error:
            said = self._said()
            self._end()
            refusal = too_slow(job.seconds) if late.is_set() else damaged()
            cause = ChildProcessError(said) if said else error
            raise DocumentError(refusal.what, where=where, mend=refusal.mend) from cause
        finally:
            timer.cancel()
        if isinstance(answer, DocumentError):
            self._end()
            raise DocumentError(answer.what, where=where, mend=answer.mend)
        return answer

    @staticmethod
    def _asked(process: subprocess.Popen[bytes], job: Job, source: bytes) -> tuple[Answer, bytes] | DocumentError:
        assert process.stdin is not None  # noqa: S101 - it was started with pipes
        assert process.stdout is not None  # noqa: S101 - as above
        process.stdin.write(json.dumps(job.plain()).encode("ascii") + b"\n")
        process.stdin.write(source)
        process.stdin.flush()
        plain = json.loads(process.stdout.readline(MAX_ANSWER))
        if "what" in plain:
            return DocumentError(message_of(plain["what"]), mend=message_of(plain["mend"]))
        answer = answer_of(plain)
        data = process.stdout.read(answer.size)
        if len(data) != answer.size:
            raise ValueError("the answer was cut off")
        return answer, data

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - it stays open as long as the process
            # -I: no settings of Python from outside, no modules but where this process found its own
            self._process = subprocess.Popen(  # noqa: S603 - this same Python and a fixed text; files come as data
                [sys.executable, "-I", "-c", _START, *sys.path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
            )
        return self._process

    def _said(self) -> str:
        """The end of what the process wrote about its fault."""
        if self._errors is None or self._process is None:
            return ""
        self._process.kill()
        self._process.wait()
        self._errors.seek(0)
        return self._errors.read()[-4_000:].decode("utf-8", "replace")

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout, self._errors):
                if pipe is not None:
                    try:
                        pipe.close()
                    except OSError:  # what it did not read anymore
                        continue
        self._process = self._errors = None
