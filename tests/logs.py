"""A fixture: the program's own logging, as loud as it goes."""

import io
import logging
import sys
import threading

import pytest

from bot.log import configure


@pytest.fixture
def written():
    """Configure logging at its loudest, and undo it."""
    root, names = logging.getLogger(), list(logging.root.manager.loggerDict)
    before = root.handlers, root.level
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    levels = {name: logging.getLogger(name).level for name in names}
    stream = io.StringIO()

    def begin(*, as_json: bool = False, level: str = "DEBUG", secrets=()) -> io.StringIO:
        configure(stream, as_json=as_json, level=level, secrets=secrets)
        return stream

    yield begin
    root.handlers, root.level = before
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    logging.captureWarnings(capture=False)
    logging.raiseExceptions = True
    for name in {*names, *logging.root.manager.loggerDict}:
        logging.getLogger(name).setLevel(levels.get(name, logging.NOTSET))
    root.setLevel(before[1])
