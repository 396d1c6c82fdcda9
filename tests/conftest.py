import os
import socket
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

# several threads slow small matrices down, all the more on a busy machine; numpy reads it once
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from bot.content.english import load_english
from bot.content.load import load_pack
from bot.content.safety import load_safety
from bot.core.compose import Composer
from bot.core.english import English
from bot.core.gate import Gate
from bot.core.model import Pack
from bot.core.pipeline import Pipeline
from bot.core.snapshot import Snapshot
from bot.services.ask import Asker
from bot.services.calibrate import calibrate_pack
from bot.services.library import Library
from bot.settings import Settings, packaged_knowledge
from bot.wiring import build_library
from tests.packs import write_pack

# the same code always passes or always fails, however busy the machine
hypothesis_settings.load_profile("ci")

pytest_plugins = ["tests.databases", "tests.logs", "tests.program"]

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex


class NetworkBlockedError(RuntimeError):
    pass


def _refuse_strangers(address) -> None:
    if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
        raise NetworkBlockedError(f"tests do not connect to {address[0]}")


def _connect_near(self, address):
    _refuse_strangers(address)
    return _connect(self, address)


def _connect_ex_near(self, address):
    _refuse_strangers(address)
    return _connect_ex(self, address)


@pytest.fixture(autouse=True, scope="session")
def _no_network():
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(socket.socket, "connect", _connect_near)
        patched.setattr(socket.socket, "connect_ex", _connect_ex_near)
        yield


@dataclass(frozen=True)
class Answering:
    """A pack at work: its files, its snapshot, and what answers from it."""

    settings: Settings
    snapshot: Snapshot
    pipeline: Pipeline
    composer: Composer
    gate: Gate

    @property
    def pack(self) -> Pack:
        """All that its files hold; a compiled pack holds less."""
        return load_pack(self.settings.knowledge)

    @property
    def library(self) -> Library:
        return Library(self.snapshot, self.gate)

    def asker(self, clock=time.monotonic) -> Asker:
        """Make an asker with no memories of its own."""
        return Asker(self.library, clock)


def _answering(root: Path, cache: Path) -> Answering:
    settings = Settings(knowledge=root, source_dir=None, cache_dir=cache)
    snapshot, pipeline, *_ = build_library(settings, lambda: None).serving(None)
    gate = Gate(load_safety(root / "safety"), clock=lambda: 0.0)
    return Answering(settings, snapshot, pipeline, Composer(snapshot.pack), gate)


@pytest.fixture(scope="session")
def shipped(tmp_path_factory) -> Answering:
    """The pack that ships; compiled once a run."""
    return _answering(packaged_knowledge(), tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def tiny(tmp_path_factory) -> Answering:
    """The tomato pack. Tests that change files take `tiny_root` instead."""
    folder = tmp_path_factory.mktemp("tiny")
    return _answering(write_pack(folder / "pack"), folder / "cache")


@pytest.fixture(scope="session")
def unclear(tiny) -> Snapshot:
    """The tomato pack with a model to which every entry is as likely as not."""
    calibration = tiny.snapshot.calibration
    model = replace(calibration.model, weights=(0.0,) * len(calibration.model.weights), bias=0.0)
    return replace(tiny.snapshot, calibration=replace(calibration, model=model))


@pytest.fixture
def tiny_root(tmp_path) -> Path:
    return write_pack(tmp_path / "pack")


@pytest.fixture(scope="session")
def english() -> English:
    return load_english()


@pytest.fixture(scope="session")
def calibrated(tmp_path_factory) -> tuple[Path, str, list[tuple[int, int]]]:
    """The tomato pack with a decision model of its own: where, what was said, what was ticked."""
    root = write_pack(tmp_path_factory.mktemp("calibrated") / "pack")
    ticks = []
    return root, calibrate_pack(root, lambda done, total: ticks.append((done, total))), ticks
