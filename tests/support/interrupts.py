"""Imported for what it does: programs that tests start hear Ctrl-C, also where the tests run in the background."""

from __future__ import annotations

import signal

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a program that is started would ignore it as well
    signal.signal(signal.SIGINT, signal.default_int_handler)
