import os
from pathlib import Path

import pytest

from bot.core.errors import SettingsError
from bot.settings import packaged_knowledge, read_env_file, read_settings


def test_an_empty_environment_takes_the_pack_that_ships():
    settings = read_settings({})
    assert settings.knowledge == packaged_knowledge()
    assert settings.source_dir is None
    assert settings.cache_dir.name == "footnote"
    assert (packaged_knowledge() / "entries").is_dir()


def test_folders_that_are_named(tmp_path):
    settings = read_settings(
        {"FOOTNOTE_KNOWLEDGE": str(tmp_path), "FOOTNOTE_SOURCE_DIR": str(tmp_path)}
    )
    assert (settings.knowledge, settings.source_dir) == (tmp_path, tmp_path)


def test_empty_settings_are_unset():
    settings = read_settings({"FOOTNOTE_KNOWLEDGE": "", "FOOTNOTE_SOURCE_DIR": ""})
    assert settings.knowledge == packaged_knowledge()
    assert settings.source_dir is None


def test_all_faults_come_at_once():
    with pytest.raises(SettingsError) as caught:
        read_settings({"DISCORD_TOKEN_FILE": "/no/token", "FOOTNOTE_SOURCE_DIR": "/no/texts"})
    assert str(caught.value).splitlines() == [
        "FOOTNOTE_SOURCE_DIR: there is no folder /no/texts",
        "DISCORD_TOKEN_FILE: /no/token cannot be read",
    ]


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="there is no folder"):
        read_settings({"FOOTNOTE_SOURCE_DIR": str(tmp_path / "file")})


def test_the_token_is_never_shown(tmp_path):
    (tmp_path / "token").write_text(" abc.def\n", "utf-8")
    named = read_settings({"DISCORD_TOKEN": "abc.def"})
    filed = read_settings({"DISCORD_TOKEN_FILE": str(tmp_path / "token")})
    assert {named.token, filed.token} == {"abc.def"}
    assert "abc" not in repr(named)


def test_the_token_itself_goes_before_its_file():
    both = {"DISCORD_TOKEN": "abc", "DISCORD_TOKEN_FILE": "/no/file"}
    assert {read_settings(both).token} == {"abc"}


def test_a_token_file_that_cannot_be_read():
    with pytest.raises(SettingsError, match="DISCORD_TOKEN_FILE: /no/file cannot be read"):
        read_settings({"DISCORD_TOKEN_FILE": "/no/file"})


def test_an_env_file(tmp_path):
    path = tmp_path / ".env"
    path.write_text("# words\n\nA=1\n B = 'two words' \nC=\"x=y\"\nD=\n", "utf-8")
    assert read_env_file(path) == {"A": "1", "B": "two words", "C": "x=y", "D": ""}


def test_an_env_file_that_is_not_there(tmp_path):
    assert read_env_file(tmp_path / ".env") == {}


def test_a_line_that_is_no_setting(tmp_path):
    path = tmp_path / ".env"
    path.write_text("A=1\nexport nothing\n", "utf-8")
    with pytest.raises(SettingsError, match=r"\.env:2: expected NAME=value"):
        read_env_file(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root can read everything")
def test_an_env_file_that_may_not_be_read(tmp_path: Path):
    path = tmp_path / ".env"
    path.write_text("A=1", "utf-8")
    path.chmod(0)
    with pytest.raises(SettingsError):
        read_env_file(path)


def test_an_env_file_that_is_no_text(tmp_path):
    path = tmp_path / ".env"
    path.write_bytes(b"A=\xff\xfe")
    with pytest.raises(SettingsError):
        read_env_file(path)
