"""The environment, or a `.env` file, as one frozen value; all faults are reported at once."""

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from platformdirs import user_cache_path, user_data_path

from bot.core.errors import SettingsError

NAMES = frozenset(
    {
        *("FOOTNOTE_DATABASE_URL", "FOOTNOTE_DATABASE_URL_FILE", "FOOTNOTE_DEBUG"),
        *("FOOTNOTE_DISCORD_API", "FOOTNOTE_DISCORD_GATEWAY", "FOOTNOTE_HEARTBEAT"),
        *("FOOTNOTE_HTTP", "FOOTNOTE_KNOWLEDGE", "FOOTNOTE_LOG_JSON", "FOOTNOTE_LOG_LEVEL"),
        *("FOOTNOTE_SHARD_COUNT", "FOOTNOTE_SHARD_IDS", "FOOTNOTE_SOURCE_DIR"),
    }
)
"""All settings that begin with our name; another one is a slip of the pen."""

SECRETS = frozenset({"DISCORD_TOKEN", "FOOTNOTE_DATABASE_URL"})
"""Settings that can also be read from a file, `…_FILE`, which only its owner may read."""
DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}
"""Ways to write a database's scheme, and the driver that each gets."""
_PASSWORD = re.compile(r"://[^:/]*:([^@]*)@")
"""As SQLAlchemy reads it, which takes signs that other readers of addresses end at."""
_CLOSE = "run chmod 600 {}, or mount it with mode 400"
_LINE = re.compile(r"(?:export\s+)?(?P<name>[A-Za-z_]\w*)\s*=\s*(?P<value>.*)")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class Address(NamedTuple):
    """Where to listen."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator can set; see README for each name."""

    knowledge: Path
    source_dir: Path | None
    cache_dir: Path
    token: str = field(default="", repr=False)
    database_url: str = field(default="sqlite+aiosqlite://", repr=False)
    http: Address | None = None
    heartbeat: Path | None = None
    shard_count: int | None = None
    shard_ids: tuple[int, ...] = ()
    discord_api: str = ""
    discord_gateway: str = ""
    log_json: bool = False
    log_level: str = "INFO"

    def serves(self, guild: int) -> bool:
        """Tell whether a server's events come to this process."""
        if not self.shard_ids or not self.shard_count:
            return True
        return (guild >> 22) % self.shard_count in self.shard_ids

    @property
    def is_alone(self) -> bool:
        """Whether no other process can use the same database."""
        return self.database_url.startswith("sqlite")

    @property
    def secrets(self) -> tuple[str, ...]:
        """Everything that no output may hold."""
        found = _PASSWORD.search(self.database_url)
        written = found[1] if found else ""
        return tuple(filter(None, dict.fromkeys((self.token, written, unquote(written)))))


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Turn an environment into settings. Raises SettingsError naming every fault."""
    found, faults = survey(environment)
    if faults:
        raise SettingsError("\n".join(faults))
    return found


def survey(environment: Mapping[str, str]) -> tuple[Settings, list[str]]:
    """Turn an environment into settings as far as it goes, beside what is wrong with it."""
    reader = _Reader(environment)
    for name in environment:
        if name.startswith("FOOTNOTE_") and name not in NAMES:
            reader.fault(name, "there is no such setting; the README lists them")
    token = reader.secret("DISCORD_TOKEN")
    if token[:1] in ('"', "'"):  # as Docker's --env-file leaves them
        reader.fault("DISCORD_TOKEN", "stands in quotes: leave them out")
    elif len(token.split()) > 1:
        reader.fault("DISCORD_TOKEN", "is more than one word: put the token alone there")
    database_url = reader.database()
    shard_count, shard_ids = reader.shards()
    if shard_ids and len(shard_ids) != shard_count and not database_url.startswith("postgresql"):
        reader.fault("FOOTNOTE_SHARD_IDS", "several processes need PostgreSQL")
    found = Settings(
        reader.folder("FOOTNOTE_KNOWLEDGE") or packaged_knowledge(),
        reader.folder("FOOTNOTE_SOURCE_DIR"),
        user_cache_path("footnote"),
        token,
        database_url,
        reader.address("FOOTNOTE_HTTP", "127.0.0.1:8080"),
        Path(beats) if (beats := reader.text("FOOTNOTE_HEARTBEAT")) else None,
        shard_count,
        shard_ids,
        reader.near("FOOTNOTE_DISCORD_API", ("http", "https")),
        reader.near("FOOTNOTE_DISCORD_GATEWAY", ("ws", "wss")),
        reader.switch("FOOTNOTE_LOG_JSON"),
        reader.choice("FOOTNOTE_LOG_LEVEL", LEVELS, "INFO"),
    )
    return found, sorted(reader.faults)


class _Reader:
    """Reads one environment and gathers what is wrong with it."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.faults: list[str] = []

    def fault(self, name: str, text: str) -> None:
        self.faults.append(f"{name}: {text}")

    def text(self, name: str) -> str:
        return self._environment.get(name, "").strip()

    def folder(self, name: str) -> Path | None:
        named = self.text(name)
        if named and not Path(named).is_dir():
            self.fault(name, f"there is no folder {named}")
            return None
        return Path(named) if named else None

    def secret(self, name: str) -> str:
        """Give the setting itself, or what stands in its file."""
        named = self.text(f"{name}_FILE")
        if self.text(name) or not named:
            return self.text(name)
        path = Path(named)
        try:
            content = path.read_text("utf-8-sig").strip()
            if is_open_to_all(path):
                self.fault(f"{name}_FILE", f"others can read {path}: {_CLOSE.format(path)}")
        except (OSError, UnicodeDecodeError) as error:
            why = (isinstance(error, OSError) and error.strerror) or "it is no text"
            # what it names is not repeated: it may be the secret itself, set by mistake
            self.fault(f"{name}_FILE", f"names no file that can be read ({why}): name one that can")
            return ""
        return content

    def database(self) -> str:
        name = "FOOTNOTE_DATABASE_URL"
        url = self.secret(name)
        if not url:
            return f"{DRIVERS['sqlite']}:///{user_data_path('footnote') / 'footnote.db'}"
        scheme, colon, rest = url.partition("://")
        names_none = scheme.startswith("sqlite") and not re.match(r"/[^?]", rest)
        if not colon or scheme not in DRIVERS or names_none:
            # the address may hold a password: it is not repeated
            expected = "sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME, without quotes"
            self.fault(name, f"expected {expected}")
        elif scheme.startswith("sqlite") and (why := _no_file(rest[1:])):
            self.fault(name, why)
        return f"{DRIVERS.get(scheme, scheme)}://{rest}"

    def address(self, name: str, default: str) -> Address | None:
        """Give the default where it is unset, and none where it is empty."""
        text = self._environment.get(name, default).strip()
        if not text:
            return None
        host, _, port = text.rpartition(":")
        if not host or "/" in host or not re.fullmatch(r"[0-9]{1,5}", port) or int(port) > 65_535:
            self.fault(
                name, f"expected HOST:PORT without http://, as in {default}; empty to switch it off"
            )
            return None
        return Address(host.strip("[]"), int(port))

    def shards(self) -> tuple[int | None, tuple[int, ...]]:
        count = self.text("FOOTNOTE_SHARD_COUNT")
        if count and not re.fullmatch(r"[1-9][0-9]{0,3}", count):
            self.fault("FOOTNOTE_SHARD_COUNT", "expected a number from 1 to 9999")
            count = ""
        ids = self.text("FOOTNOTE_SHARD_IDS")
        if not ids:
            return (int(count) if count else None), ()
        if not count:
            self.fault("FOOTNOTE_SHARD_IDS", "needs FOOTNOTE_SHARD_COUNT, the same for each")
            return None, ()
        if not re.fullmatch(r"\d{1,6}( *, *\d{1,6})*", ids):
            self.fault("FOOTNOTE_SHARD_IDS", "expected numbers with commas, as in 0,1")
            return int(count), ()
        numbers = tuple(sorted(int(each) for each in ids.split(",")))
        if len(set(numbers)) < len(numbers):
            self.fault("FOOTNOTE_SHARD_IDS", "a number stands there twice: leave one out")
            return int(count), ()
        if numbers[-1] >= int(count):
            self.fault("FOOTNOTE_SHARD_IDS", f"{numbers[-1]} is not below FOOTNOTE_SHARD_COUNT")
        return int(count), numbers

    def near(self, name: str, schemes: tuple[str, str]) -> str:
        """Another address than Discord's own would get the token, so it must be this machine."""
        url = self.text(name)
        if url and not _is_loopback(url, schemes):
            self.fault(
                name, f"expected {schemes[0]}://127.0.0.1:PORT; only this machine is allowed"
            )
        return url.rstrip("/")

    def switch(self, name: str) -> bool:
        text = self.text(name).casefold()
        if text not in ("", "0", "1", "no", "yes", "false", "true", "off", "on"):
            self.fault(name, "expected yes or no")
        return text in ("1", "yes", "true", "on")

    def choice(self, name: str, choices: tuple[str, ...], default: str) -> str:
        text = self.text(name).upper() or default
        if text not in choices:
            self.fault(name, f"expected one of {', '.join(choices)}")
        return text


def _no_file(named: str) -> str:
    """Say why what an address of SQLite names is no file to keep anything in; else nothing."""
    if named.startswith((":", "file:")):
        return "what is kept in memory ends with the program: name a file, as in sqlite:///FILE"
    if named.startswith("~"):
        return "~ means no home folder there: write the whole path, as in sqlite:////home/…"
    if "?" in named:
        return "a file of SQLite takes nothing behind a ?: leave it out"
    return ""


def _is_loopback(url: str, schemes: tuple[str, str]) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        near = parts.port != 0 and (host == "localhost" or ip_address(host).is_loopback)
    except ValueError:  # also of a port that there is not
        return False
    return near and parts.scheme in schemes


def is_open_to_all(path: Path) -> bool:
    """Tell whether everybody on this machine may read a file. Raises OSError."""
    return os.name == "posix" and bool(path.stat().st_mode & stat.S_IROTH)


def read_env_file(path: Path) -> dict[str, str]:
    """Read NAME=value lines; a missing file is an empty one. Raises SettingsError naming all."""
    values, faults = survey_env_file(path)
    if faults:
        raise SettingsError("\n".join(faults))
    return values


def survey_env_file(path: Path) -> tuple[dict[str, str], list[str]]:
    """Read NAME=value lines as far as they can be read, beside what is wrong with the others."""
    if not path.exists():
        return {}, []
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}, [f"{path}: cannot be read as a UTF-8 text"]
    values, faults = {}, []
    for number, line in enumerate(map(str.strip, lines), 1):
        if not line or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        if found:
            values[found["name"]] = found["value"].strip("\"'")
        else:
            faults.append(f"{path}:{number}: expected NAME=value")
    held = sorted(name for name in SECRETS & values.keys() if values[name])
    if held and is_open_to_all(path):
        faults.append(f"{path}: holds {held[0]}, and others can read it: run chmod 600 {path}")
    return values, faults


def packaged_knowledge() -> Path:
    """Give the pack that came with the program: in the wheel, or beside it in a checkout."""
    here = Path(__file__).parent
    inside = here / "knowledge"
    return inside if inside.is_dir() else here.parent / "knowledge"
