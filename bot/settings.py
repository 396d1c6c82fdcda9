"""The environment, or a `.env` file, as one frozen value; all faults are reported at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_cache_path

from bot.core.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator can set; see README for each name."""

    knowledge: Path
    source_dir: Path | None
    cache_dir: Path
    token: str = field(default="", repr=False)


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Turn an environment into settings. Raises SettingsError naming every fault."""
    faults = []
    knowledge = Path(environment.get("FOOTNOTE_KNOWLEDGE") or packaged_knowledge())
    named = environment.get("FOOTNOTE_SOURCE_DIR")
    source_dir = Path(named) if named else None
    if source_dir and not source_dir.is_dir():
        faults.append(f"FOOTNOTE_SOURCE_DIR: there is no folder {source_dir}")
    token = environment.get("DISCORD_TOKEN", "")
    token_file = environment.get("DISCORD_TOKEN_FILE")
    if token_file and not token:
        try:
            token = Path(token_file).read_text("utf-8").strip()
        except OSError:
            faults.append(f"DISCORD_TOKEN_FILE: {token_file} cannot be read")
    if faults:
        raise SettingsError("\n".join(faults))
    return Settings(knowledge, source_dir, user_cache_path("footnote"), token)


def read_env_file(path: Path) -> dict[str, str]:
    """Read NAME=value lines; a missing file is an empty one. Raises SettingsError."""
    if not path.is_file():
        return {}
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read as a UTF-8 text") from error
    values = {}
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        name, equals, value = text.partition("=")
        if not equals:
            raise SettingsError(f"{path}:{number}: expected NAME=value")
        values[name.strip()] = value.strip().strip("\"'")
    return values


def packaged_knowledge() -> Path:
    """Give the pack that came with the program: in the wheel, or beside it in a checkout."""
    here = Path(__file__).parent
    inside = here / "knowledge"
    return inside if inside.is_dir() else here.parent / "knowledge"
