"""The README's example of two shard processes, PostgreSQL and Prometheus, held against the code."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from bot.settings import NAMES, SECRETS, read_settings
from tests.container.build import steps

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
STEPS = steps((ROOT / "Dockerfile").read_text("utf-8"))
BOTS = ("bot0", "bot1")


@pytest.fixture(scope="module")
def compose():
    [text] = re.findall(r"^```yaml\n(x-service: .+?)^```$", README, re.MULTILINE | re.DOTALL)
    return yaml.safe_load(text)


def settings_of(service, folder):
    """Read the settings of one service, with its secrets in files here."""
    place = {"/run/secrets/token": "a-token", "/run/secrets/database": "postgresql://u:p@db/x"}
    environment = dict(service["environment"])
    for name, value in environment.items():
        if value in place:
            path = folder / Path(value).name
            path.write_text(place[value], "utf-8")
            path.chmod(0o600)
            environment[name] = str(path)
    return read_settings(environment)


def test_its_settings_exist_and_divide_the_shards(compose, tmp_path):
    named = {name for bot in BOTS for name in compose["services"][bot]["environment"]}
    assert named <= NAMES | SECRETS | {f"{name}_FILE" for name in SECRETS}
    found = [settings_of(compose["services"][bot], tmp_path) for bot in BOTS]
    [count] = {each.shard_count for each in found}
    assert sorted(shard for each in found for shard in each.shard_ids) == list(range(count))
    assert all(each.token and not each.is_alone for each in found)


def test_its_bots_have_no_rights_and_time_to_stop(compose):
    for bot in BOTS:
        service = compose["services"][bot]
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert int(service["stop_grace_period"].removesuffix("s")) > 10


def test_all_of_it_comes_back_after_a_crash_and_with_the_machine(compose):
    # "on-failure" would leave it stopped when the machine starts again
    assert {each["restart"] for each in compose["services"].values()} == {"unless-stopped"}
    named = [
        each for name in ("postgres", "prometheus") for each in compose["services"][name]["volumes"]
    ]
    assert {each.partition(":")[0] for each in named} == set(compose["volumes"])


def test_its_images_and_logs_do_not_grow_by_themselves(compose):
    for name, service in compose["services"].items():
        is_ours = name in BOTS
        assert (":" in service["image"]) is not is_ours  # another's image is of one version
        assert (service.get("pull_policy") == "never") is is_ours  # nobody else's takes its place
        assert service["logging"]["options"].keys() == {"max-size", "max-file"}


def test_its_database_has_time_to_start_and_its_figures_a_door(compose):
    assert compose["services"]["postgres"]["healthcheck"]["start_period"] == "2m"
    [port] = compose["services"]["prometheus"]["ports"]
    assert port.startswith("127.0.0.1:")  # and no further: it asks nobody for a password
    assert f"http://{port.rpartition(':')[0]}" in README
    assert not any("ports" in compose["services"][each] for each in (*BOTS, "postgres"))


def test_whatever_it_names_it_defines(compose):
    services = compose["services"]
    wanted = {name for each in services.values() for name in each.get("secrets", ())}
    assert wanted == set(compose["secrets"])
    assert set(services["bot0"]["depends_on"]) <= set(services)
    assert "healthcheck" in services["postgres"]  # the bots wait until it is healthy
    [config] = services["prometheus"]["configs"]
    scraped = yaml.safe_load(compose["configs"][config["source"]]["content"])
    [job] = scraped["scrape_configs"]
    [port] = [rest for name, rest in STEPS if name == "EXPOSE"]
    assert job["static_configs"][0]["targets"] == [f"{bot}:{port}" for bot in BOTS]


def test_the_lock_holds_versions_that_the_project_accepts():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["postgres"]
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pins = {
        name.lower(): version
        for name, version in re.findall(r"^(\S+)==([^\s;]+)", lock, re.MULTILINE)
    }
    for each in map(Requirement, wanted):
        pinned = pins[each.name.lower().replace(".", "-")]
        assert each.specifier.contains(pinned), f"{each} is not met by {pinned}"
