from bot.compiling import compile_apart
from bot.services.library import is_compiled


def test_a_pack_is_compiled_once(tiny_root, tmp_path):
    told = []
    for _ in range(2):
        compile_apart(tiny_root, tmp_path / "cache", lambda: told.append("building"))
        assert is_compiled(tiny_root, tmp_path / "cache")
    assert told == ["building"]


def test_a_changed_pack_is_compiled_anew(tiny_root, tmp_path):
    compile_apart(tiny_root, tmp_path / "cache", lambda: None)
    talk = tiny_root / "smalltalk.yaml"
    talk.write_text(talk.read_text("utf-8") + "\n", "utf-8")
    assert not is_compiled(tiny_root, tmp_path / "cache")


def test_what_is_wrong_with_a_pack_is_left_to_its_reader(tiny_root, tmp_path, capfd):
    (tiny_root / "vocabulary.yaml").write_text("{", "utf-8")
    compile_apart(tiny_root, tmp_path / "cache", lambda: None)
    assert not is_compiled(tiny_root, tmp_path / "cache")
    assert capfd.readouterr() == ("", "")


def test_a_folder_called_bot_where_it_is_started_is_left_alone(
    tiny_root, tmp_path, monkeypatch, capfd
):
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "__init__.py").write_text("print('another bot')", "utf-8")
    monkeypatch.chdir(tmp_path)
    compile_apart(tiny_root, tmp_path / "cache", lambda: None)
    assert is_compiled(tiny_root, tmp_path / "cache")
    assert capfd.readouterr() == ("", "")
