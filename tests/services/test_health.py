import os

import pytest

from bot.services.health import BEAT, STUCK, Health
from bot.services.metrics import Metrics


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def health(clock):
    return Health(clock, Metrics())


def test_a_loop_that_beats_is_alive(health, clock):
    clock.now += STUCK - 1
    assert health.is_alive
    clock.now += 1
    assert not health.is_alive
    health.beat()
    assert health.is_alive


def test_how_late_a_beat_was(clock):
    metrics = Metrics()
    health = Health(clock, metrics)
    clock.now += BEAT + 2
    health.beat()
    assert "footnote_loop_lag_seconds 2.0" in metrics.text().decode()


def test_the_age_of_a_file_tells_it_to_a_container(clock, tmp_path):
    beats = tmp_path / "beats"
    health = Health(clock, Metrics(), beats)
    health.beat()
    os.utime(beats, (0, 0))
    health.beat()
    assert beats.stat().st_mtime > 0


def test_ready_needs_an_index_and_every_shard(health):
    assert not health.is_ready
    health.index(118, 4000, 2.0)
    assert not health.is_ready
    health.gateway(0, up=True)
    health.gateway(1, up=True)
    assert health.is_ready
    health.gateway(1, up=False)
    assert not health.is_ready


def test_ready_waits_for_the_shards_that_are_still_to_come(health):
    health.index(118, 4000, 2.0)
    health.expect([2, 3])
    health.gateway(2, up=True)
    assert not health.is_ready
    assert health.report()["gateway"] == {"2": "up", "3": "not connected yet"}
    health.gateway(3, up=True)
    health.expect([2, 3])
    assert health.is_ready


def test_a_broken_database_is_told_but_answers_go_on(health):
    health.index(118, 4000, 2.0)
    health.gateway(0, up=True)
    assert health.report()["database"] == "not opened"
    health.database(up=False)
    assert health.is_ready
    assert health.report() == {
        "ready": True, "gateway": {"0": "up"}, "index": 118, "database": "down",
    }  # fmt: skip


def test_only_later_connections_are_reconnects(clock):
    metrics = Metrics()
    health = Health(clock, metrics)
    health.expect([0])
    for up in (True, True, False, True, False, True):
        health.gateway(0, up=up)
    text = metrics.text().decode()
    assert "footnote_gateway_reconnects_total 2.0" in text
    assert 'footnote_gateway_up{shard="0"} 1.0' in text
