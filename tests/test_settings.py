from pathlib import Path

import pytest

from bot.core.errors import SettingsError
from bot.settings import Address, packaged_knowledge, read_env_file, read_settings


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
    missing = "No such file or directory"
    assert str(caught.value).splitlines() == [
        f"DISCORD_TOKEN_FILE: names no file that can be read ({missing}): name one that can",
        "FOOTNOTE_SOURCE_DIR: there is no folder /no/texts",
    ]


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="there is no folder"):
        read_settings({"FOOTNOTE_SOURCE_DIR": str(tmp_path / "file")})


def test_the_token_is_never_shown(tmp_path):
    (tmp_path / "token").write_text(" abc.def\n", "utf-8")
    (tmp_path / "token").chmod(0o600)
    named = read_settings({"DISCORD_TOKEN": "abc.def"})
    filed = read_settings({"DISCORD_TOKEN_FILE": str(tmp_path / "token")})
    assert {named.token, filed.token} == {"abc.def"}
    assert "abc" not in repr(named)


def test_a_token_is_one_word(tmp_path):
    (tmp_path / "token").write_text("# of the bot\nabc.def\n", "utf-8")
    (tmp_path / "token").chmod(0o600)
    told = ["DISCORD_TOKEN: is more than one word: put the token alone there"]
    assert faults(DISCORD_TOKEN="Bot abc.def") == told  # noqa: S106 - it is none
    assert faults(DISCORD_TOKEN_FILE=str(tmp_path / "token")) == told


@pytest.mark.parametrize("quoted", ['"abc.def"', "'abc.def'", '"abc def"'])
def test_a_token_in_quotes_is_told(quoted):
    assert faults(DISCORD_TOKEN=quoted) == ["DISCORD_TOKEN: stands in quotes: leave them out"]


def test_a_database_in_quotes_is_told():
    (fault,) = faults(FOOTNOTE_DATABASE_URL="'sqlite:////srv/x.db'")
    assert fault.endswith(", without quotes")


def test_a_token_file_may_begin_with_a_mark_of_its_encoding(tmp_path):
    path = tmp_path / "token"
    path.write_text("abc.def\r\n", "utf-8-sig")
    path.chmod(0o600)
    assert read_settings({"DISCORD_TOKEN_FILE": str(path)}).token == "abc.def"  # noqa: S105 - it is none


def test_the_token_itself_goes_before_its_file():
    both = {"DISCORD_TOKEN": "abc", "DISCORD_TOKEN_FILE": "/no/file"}
    assert {read_settings(both).token} == {"abc"}


def test_a_token_file_that_cannot_be_read():
    with pytest.raises(SettingsError, match="DISCORD_TOKEN_FILE: names no file"):
        read_settings({"DISCORD_TOKEN_FILE": "/no/file"})


@pytest.mark.parametrize("secret", ["abc.hunter2", "postgresql://u:hunter2@h/n", "hunter2" * 99])
def test_a_secret_in_the_place_of_its_file_is_not_shown(secret):
    found = faults(DISCORD_TOKEN_FILE=secret, FOOTNOTE_DATABASE_URL_FILE=secret)
    assert len(found) == 2
    assert "hunter2" not in "".join(found)


def test_a_token_file_that_is_no_file_or_no_text(tmp_path):
    (tmp_path / "bytes").write_bytes(b"\xff")
    for path, why in ((tmp_path, "Is a directory"), (tmp_path / "bytes", "it is no text")):
        (fault,) = faults(DISCORD_TOKEN_FILE=str(path))
        assert fault.endswith(f"names no file that can be read ({why}): name one that can")


def test_an_env_file(tmp_path):
    path = tmp_path / ".env"
    path.write_text("# words\n\nA=1\n B = 'two words' \nC=\"x=y\"\nD=\n", "utf-8")
    assert read_env_file(path) == {"A": "1", "B": "two words", "C": "x=y", "D": ""}


def test_an_env_file_as_a_shell_reads_it(tmp_path):
    path = tmp_path / ".env"
    path.write_text('export A="1"\n  B = 2\n')
    assert read_env_file(path) == {"A": "1", "B": "2"}


def test_an_env_file_that_is_not_there(tmp_path):
    assert read_env_file(tmp_path / ".env") == {}


def test_a_line_that_is_no_setting(tmp_path):
    path = tmp_path / ".env"
    path.write_text("A=1\nexport nothing\n", "utf-8")
    with pytest.raises(SettingsError, match=r"\.env:2: expected NAME=value"):
        read_env_file(path)


def test_an_env_file_that_cannot_be_read(tmp_path: Path):
    path = tmp_path / ".env"
    path.mkdir()
    with pytest.raises(SettingsError, match="cannot be read as a UTF-8 text"):
        read_env_file(path)


def test_an_env_file_that_is_no_text(tmp_path):
    path = tmp_path / ".env"
    path.write_bytes(b"A=\xff\xfe")
    with pytest.raises(SettingsError):
        read_env_file(path)
    with pytest.raises(SettingsError, match="cannot be read"):
        read_env_file(tmp_path)  # a folder


def faults(**environment: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        read_settings(environment)
    return str(caught.value).splitlines()


def test_the_defaults_need_no_setting():
    settings = read_settings({})
    assert settings.database_url.startswith("sqlite+aiosqlite:////")
    assert settings.database_url.endswith("footnote.db")
    assert settings.http == Address("127.0.0.1", 8080)
    assert settings.heartbeat is None
    assert (settings.shard_count, settings.shard_ids) == (None, ())
    assert (settings.discord_api, settings.discord_gateway) == ("", "")
    assert (settings.log_json, settings.log_level) == (False, "INFO")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sqlite:////srv/a.db", "sqlite+aiosqlite:////srv/a.db"),
        ("sqlite+aiosqlite:///a.db", "sqlite+aiosqlite:///a.db"),
        ("postgres://u:p@h/n", "postgresql+asyncpg://u:p@h/n"),
        ("postgresql://u@h/n", "postgresql+asyncpg://u@h/n"),
        ("postgresql+asyncpg://h/n", "postgresql+asyncpg://h/n"),
    ],
)
def test_ways_to_name_a_database(written, meant):
    assert read_settings({"FOOTNOTE_DATABASE_URL": written}).database_url == meant


@pytest.mark.parametrize(
    "written", ["sqlite://", "sqlite:///", "sqlite://footnote.db", "sqlite:///?mode=ro"]
)
def test_a_database_without_a_file_is_refused(written):
    (fault,) = faults(FOOTNOTE_DATABASE_URL=written)
    assert fault.startswith("FOOTNOTE_DATABASE_URL: expected sqlite:///FILE")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("sqlite:///:memory:", "ends with the program: name a file"),
        ("sqlite+aiosqlite:///file:x?mode=memory&uri=true", "ends with the program: name a file"),
        ("sqlite:///~/bot/x.db", "write the whole path"),
        ("sqlite:///~ada/x.db", "write the whole path"),
        ("sqlite:////srv/x.db?mode=ro", "takes nothing behind a ?: leave it out"),
        ("sqlite:////srv/x.db?", "takes nothing behind a ?: leave it out"),
    ],
)
def test_an_address_that_would_not_do_what_it_seems_to_is_refused(written, told):
    (fault,) = faults(FOOTNOTE_DATABASE_URL=written)
    assert fault.startswith("FOOTNOTE_DATABASE_URL: ")
    assert told in fault


@pytest.mark.parametrize(
    ("written", "secrets"),
    [
        ("hunter2", ("hunter2",)),
        ("hun/ter[2", ("hun/ter[2",)),
        ("hun%22ter:2", ("hun%22ter:2", 'hun"ter:2')),
    ],
)
def test_a_password_is_kept_from_logs_as_it_is_written_and_as_it_is_meant(written, secrets):
    settings = read_settings({"FOOTNOTE_DATABASE_URL": f"postgresql://u:{written}@h/n"})
    assert settings.secrets == secrets


def test_a_database_of_another_kind_is_refused_without_its_password():
    (fault,) = faults(FOOTNOTE_DATABASE_URL="mysql://u:hunter2@h/n")
    assert fault.startswith("FOOTNOTE_DATABASE_URL: expected sqlite:///FILE")
    assert "hunter2" not in fault


def test_a_database_named_in_a_file(tmp_path):
    path = tmp_path / "url"
    path.write_text("postgresql://u:hunter2@h/n\n", "utf-8")
    path.chmod(0o400)
    settings = read_settings({"FOOTNOTE_DATABASE_URL_FILE": str(path)})
    assert settings.database_url == "postgresql+asyncpg://u:hunter2@h/n"
    assert "hunter2" not in repr(settings)
    assert settings.secrets == ("hunter2",)


@pytest.mark.parametrize("name", ["DISCORD_TOKEN_FILE", "FOOTNOTE_DATABASE_URL_FILE"])
def test_a_secret_file_that_others_can_read(tmp_path, name):
    path = tmp_path / "secret"
    path.write_text("postgresql://h/n", "utf-8")
    path.chmod(0o644)
    todo = f"run chmod 600 {path}, or mount it with mode 400"
    assert faults(**{name: str(path)}) == [f"{name}: others can read {path}: {todo}"]


def test_an_env_file_with_a_secret_that_others_can_read(tmp_path):
    path = tmp_path / ".env"
    path.write_text("DISCORD_TOKEN=abc\n", "utf-8")
    path.chmod(0o644)
    with pytest.raises(
        SettingsError, match="holds DISCORD_TOKEN, and others can read it"
    ) as caught:
        read_env_file(path)
    assert "abc" not in str(caught.value)
    path.chmod(0o600)
    assert read_env_file(path) == {"DISCORD_TOKEN": "abc"}


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("0.0.0.0:9000", Address("0.0.0.0", 9000)),  # noqa: S104 - read, never listened on
        ("[::1]:8080", Address("::1", 8080)),
        ("", None),
    ],
)
def test_where_to_listen(text, address):
    assert read_settings({"FOOTNOTE_HTTP": text}).http == address


@pytest.mark.parametrize(
    "text", ["8080", "localhost", "localhost:", "h:70000", "h:x", ":80", "http://h:80", "h:٨٠"]
)
def test_an_address_that_is_none(text):
    assert faults(FOOTNOTE_HTTP=text)[0].startswith("FOOTNOTE_HTTP: expected HOST:PORT")


def test_shards_of_one_process_and_of_several():
    alone = read_settings({"FOOTNOTE_SHARD_COUNT": "2", "FOOTNOTE_SHARD_IDS": "1, 0"})
    assert (alone.shard_count, alone.shard_ids) == (2, (0, 1))
    shared = {"FOOTNOTE_SHARD_COUNT": "4", "FOOTNOTE_SHARD_IDS": "2,3"}
    assert faults(**shared) == ["FOOTNOTE_SHARD_IDS: several processes need PostgreSQL"]
    settings = read_settings(shared | {"FOOTNOTE_DATABASE_URL": "postgresql://h/n"})
    assert (settings.shard_count, settings.shard_ids) == (4, (2, 3))


@pytest.mark.parametrize(
    ("count", "ids", "fault"),
    [
        ("0", "", "FOOTNOTE_SHARD_COUNT: expected a number from 1 to 9999"),
        ("two", "", "FOOTNOTE_SHARD_COUNT: expected a number from 1 to 9999"),
        ("10000", "", "FOOTNOTE_SHARD_COUNT: expected a number from 1 to 9999"),
        ("3", "1, 1", "FOOTNOTE_SHARD_IDS: a number stands there twice: leave one out"),
        ("", "0", "FOOTNOTE_SHARD_IDS: needs FOOTNOTE_SHARD_COUNT, the same for each"),
        ("2", "0-1", "FOOTNOTE_SHARD_IDS: expected numbers with commas, as in 0,1"),
        ("2", "0,2", "FOOTNOTE_SHARD_IDS: 2 is not below FOOTNOTE_SHARD_COUNT"),
    ],
)
def test_shards_that_cannot_be(count, ids, fault):
    assert faults(FOOTNOTE_SHARD_COUNT=count, FOOTNOTE_SHARD_IDS=ids) == [fault]


def test_another_discord_on_this_machine():
    settings = read_settings(
        {
            "FOOTNOTE_DISCORD_API": "http://127.0.0.1:4000/api/v10/",
            "FOOTNOTE_DISCORD_GATEWAY": "ws://[::1]:4000",
        }
    )
    assert settings.discord_api == "http://127.0.0.1:4000/api/v10"
    assert settings.discord_gateway == "ws://[::1]:4000"


@pytest.mark.parametrize(
    "url",
    [
        "http://discord.example",
        "http://127.0.0.1.example",
        "http://10.0.0.1:80",
        "http://user@10.0.0.1",
        "ftp://127.0.0.1",
        "127.0.0.1:80",
        "http://[::1",
        "http://127.0.0.1:99999",
        "http://127.0.0.1:port",
    ],
)
def test_another_discord_elsewhere_is_refused(url):
    found = faults(FOOTNOTE_DISCORD_API=url, FOOTNOTE_DISCORD_GATEWAY=url.replace("http", "ws"))
    assert [each.split(":")[0] for each in found] == [
        "FOOTNOTE_DISCORD_API", "FOOTNOTE_DISCORD_GATEWAY",
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "on"), [("", False), ("yes", True), ("0", False), ("On", True)])
def test_logs_as_json(text, on):
    assert read_settings({"FOOTNOTE_LOG_JSON": text}).log_json is on


def test_logs_that_cannot_be():
    assert faults(FOOTNOTE_LOG_JSON="maybe", FOOTNOTE_LOG_LEVEL="loud") == [
        "FOOTNOTE_LOG_JSON: expected yes or no",
        "FOOTNOTE_LOG_LEVEL: expected one of DEBUG, INFO, WARNING, ERROR",
    ]


def test_a_misspelt_setting_is_named():
    with pytest.raises(SettingsError, match="FOOTNOTE_HTPP: there is no such setting"):
        read_settings({"FOOTNOTE_HTPP": "127.0.0.1:1"})
