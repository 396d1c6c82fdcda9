import pytest

from bot.core.errors import ContentError, UserError
from bot.services.checks import check_pack, prove_lint
from tests.real import ARTICLE, KNOWLEDGE

needs_article = pytest.mark.skipif(ARTICLE is None, reason="the article is not at hand")


def test_without_a_copy_nothing_is_stale():
    checked = check_pack(KNOWLEDGE, "2026-12-01")
    assert checked.report.is_clean
    assert checked.report.unchecked
    assert checked.stale == frozenset()
    assert checked.copies.missing == ()  # nobody named a folder
    assert checked.due == ()


def test_a_source_past_its_review_date_is_named():
    assert check_pack(KNOWLEDGE, "2030-01-01").due == ("anastrozole-trt",)


def test_a_broken_pack_names_its_faults(tmp_path):
    with pytest.raises(ContentError):
        check_pack(tmp_path, "2026-12-01")


@needs_article
def test_a_changed_copy_makes_entries_stale(tmp_path):
    text = ARTICLE.read_text("utf-8").replace("twice per week", "four times per week")
    (tmp_path / "anastrozole-trt.txt").write_text(text, "utf-8")
    checked = check_pack(KNOWLEDGE, "2026-12-01", folder=tmp_path)
    assert "starting-dose" in checked.stale
    assert "what-is-estradiol" not in checked.stale
    assert {finding.rule for finding in checked.report.findings} >= {"G2", "G3"}


def test_mutants_need_the_article():
    with pytest.raises(UserError, match="--source"):
        prove_lint(KNOWLEDGE)


@needs_article
def test_mutants_are_counted():
    proof = prove_lint(KNOWLEDGE, ARTICLE, most=5)
    assert all(score.made <= 5 for score in proof.scores)
