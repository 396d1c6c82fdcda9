"""A copy of the source that changes while the program runs."""

import asyncio

import pytest

from tests.e2e.conftest import Home
from tests.packs import ARTICLE

pytestmark = pytest.mark.asyncio(loop_scope="module")

DUE_S = 35.0


async def answer(fake) -> str:
    person = fake.add_user(f"person{len(fake.users)}")
    asked = await fake.slash("ask", person, fake.general, question="sun or shade for tomatoes")
    return (await asked.answered()).text


async def until(fake, words: str) -> None:
    async with asyncio.timeout(DUE_S):
        while words not in await answer(fake):  # noqa: ASYNC110 - nothing announces it
            await asyncio.sleep(1.0)


async def test_what_changed_is_held_back_and_comes_back_while_the_program_runs(
    fake, tiny, tmp_path
):
    (tmp_path / "footnote").symlink_to(tiny.settings.cache_dir)
    copy = tmp_path / "tomato-guide.txt"
    copy.write_text(ARTICLE, "utf-8")
    pack, copies = str(tiny.settings.knowledge), str(tmp_path)
    home = Home(tmp_path, {"FOOTNOTE_KNOWLEDGE": pack, "FOOTNOTE_SOURCE_DIR": copies})
    async with home.running(fake):
        assert "Six hours" in await answer(fake)
        copy.write_text(ARTICLE.replace("Full sun of six", "Full sun of ten"), "utf-8")
        await until(fake, "its source has changed since")
        copy.write_text(ARTICLE, "utf-8")
        await until(fake, "Six hours")
