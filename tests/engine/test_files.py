"""Why something on the disk failed, in the words of people."""

from __future__ import annotations

import errno
import os

import pytest

from briefgen.files import why


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC, errno.EMFILE, errno.EINVAL, errno.ENOENT, errno.EBUSY])
def test_a_common_fault_of_the_system_is_told_in_dutch(code: int) -> None:
    said = str(why(OSError(code, os.strerror(code))))
    assert os.strerror(code) not in said
    assert "systeem" not in said


def test_of_another_fault_only_the_code_is_told() -> None:
    assert str(why(OSError(errno.EILSEQ, "Illegal byte sequence"))) == "fout EILSEQ van het systeem"
    assert str(why(OSError(99_999, "Strange"))) == "fout 99999 van het systeem"
    assert "strange" not in str(why(OSError("strange"))).lower()
