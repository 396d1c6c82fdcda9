"""What people would use instead, each behind the same few methods.

An engine is built from texts, numbered from 0; `search` gives the numbers of the likeliest, best
first, with their scores. `add`, `change` and `remove` leave the engine ready to search.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from typing import Protocol

import numpy as np
from rapidfuzz import fuzz, process

from bot.core.tokens import fold, tokens

Found = list[tuple[int, float]]
MOST = 10


class Engine(Protocol):
    """One engine over numbered texts."""

    def search(self, text: str, most: int = MOST) -> Found: ...
    def add(self, text: str) -> None: ...
    def change(self, number: int, text: str) -> None: ...
    def remove(self, number: int) -> None: ...


def words_of(text: str) -> list[str]:
    return tokens(fold(text))


class Rebuilt:
    """An engine that knows no changes: it is built anew for each."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = list(texts)
        self.build()

    def build(self) -> None:
        raise TypeError("each engine builds itself")

    def add(self, text: str) -> None:
        self.texts.append(text)
        self.build()

    def change(self, number: int, text: str) -> None:
        self.texts[number] = text
        self.build()

    def remove(self, number: int) -> None:
        self.texts[number] = "-"
        self.build()

    def best(self, scores, most: int) -> Found:
        most = min(most, len(scores))
        rows = np.argpartition(-scores, most - 1)[:most]
        return [(int(row), float(scores[row])) for row in rows[np.argsort(-scores[rows])]]


class RankBm25(Rebuilt):
    def build(self) -> None:
        from rank_bm25 import BM25Okapi

        self._index = BM25Okapi([words_of(text) for text in self.texts])

    def search(self, text: str, most: int = MOST) -> Found:
        return self.best(self._index.get_scores(words_of(text)), most)


class Bm25s(Rebuilt):
    def build(self) -> None:
        import bm25s

        self._index = bm25s.BM25()
        self._index.index([words_of(text) for text in self.texts], show_progress=False)

    def search(self, text: str, most: int = MOST) -> Found:
        some = min(most, len(self.texts))
        rows, scores = self._index.retrieve([words_of(text)], k=some, show_progress=False)
        return list(zip(rows[0].tolist(), scores[0].tolist(), strict=True))


class Fts5:
    def __init__(self, texts: Sequence[str], tokenizer: str) -> None:
        self._trigram = tokenizer == "trigram"
        self._base = sqlite3.connect(":memory:")
        self._base.execute(f"create virtual table rows using fts5(text, tokenize='{tokenizer}')")
        lines = ((number, text) for number, text in enumerate(texts))
        self._base.executemany("insert into rows(rowid, text) values (?, ?)", lines)

    def search(self, text: str, most: int = MOST) -> Found:
        found = words_of(text)
        if self._trigram:
            joined = " ".join(found)
            found = list(dict.fromkeys(joined[at : at + 3] for at in range(len(joined) - 2)))
        asked = " OR ".join(f'"{each}"' for each in found)
        rows = self._base.execute(
            "select rowid, -bm25(rows) from rows where rows match ? order by rank limit ?",
            (asked or '""', most),
        )
        return [(int(row), float(score)) for row, score in rows]

    def add(self, text: str) -> None:
        self._base.execute("insert into rows(text) values (?)", (text,))

    def change(self, number: int, text: str) -> None:
        self._base.execute("update rows set text = ? where rowid = ?", (text, number))

    def remove(self, number: int) -> None:
        self._base.execute("delete from rows where rowid = ?", (number,))


class Tantivy:
    """Tantivy over 3-grams, the fastest peer that finds typing mistakes."""

    def __init__(self, texts: Sequence[str]) -> None:
        import tantivy

        self._made = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("number", stored=True, indexed=True)
        builder.add_text_field("text", stored=False, tokenizer_name="grams")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema)
        grams = tantivy.Tokenizer.ngram(3, 3, prefix_only=False)
        analyzer = tantivy.TextAnalyzerBuilder(grams).filter(tantivy.Filter.lowercase()).build()
        self._index.register_tokenizer("grams", analyzer)
        self._writer = self._index.writer(50_000_000, 1)
        self._size = 0
        for text in texts:
            self._put(self._size, text)
            self._size += 1
        self._commit()

    def search(self, text: str, most: int = MOST) -> Found:
        joined = " ".join(words_of(text))
        grams = dict.fromkeys(joined[at : at + 3] for at in range(len(joined) - 2))
        made = self._made
        terms = [
            (made.Occur.Should, made.Query.term_query(self._schema, "text", each, "freq"))
            for each in grams
        ]
        found = self._searcher.search(made.Query.boolean_query(terms), most, count=False).hits
        return [(self._searcher.doc(at)["number"][0], score) for score, at in found]

    def add(self, text: str) -> None:
        self._put(self._size, text)
        self._size += 1
        self._commit()

    def change(self, number: int, text: str) -> None:
        self._writer.delete_documents("number", number)
        self._put(number, text)
        self._commit()

    def remove(self, number: int) -> None:
        self._writer.delete_documents("number", number)
        self._commit()

    def _put(self, number: int, text: str) -> None:
        line = " ".join(words_of(text))
        self._writer.add_document(self._made.Document(number=number, text=line))

    def _commit(self) -> None:
        self._writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()


class Fuzzy(Rebuilt):
    """rapidfuzz over the whole list; a change is an assignment."""

    def __init__(self, texts: Sequence[str], scorer: Callable[..., float]) -> None:
        self._scorer = scorer
        super().__init__(texts)

    def build(self) -> None:
        self._lines: list[str | None] = [fold(text) for text in self.texts]

    def search(self, text: str, most: int = MOST) -> Found:
        found = process.extract(fold(text), self._lines, scorer=self._scorer, limit=most)
        return [(row, score / 100) for _, score, row in found]

    def add(self, text: str) -> None:
        self._lines.append(fold(text))

    def change(self, number: int, text: str) -> None:
        self._lines[number] = fold(text)

    def remove(self, number: int) -> None:
        self._lines[number] = None


class TfIdf(Rebuilt):
    def __init__(self, texts: Sequence[str], analyzer: str, lengths: tuple[int, int]) -> None:
        self._form = {"analyzer": analyzer, "ngram_range": lengths, "sublinear_tf": True}
        super().__init__(texts)

    def build(self) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        self._vectorizer = TfidfVectorizer(dtype=np.float32, **self._form)
        self._rows = self._vectorizer.fit_transform(self.texts).T.tocsr()

    def search(self, text: str, most: int = MOST) -> Found:
        return self.best((self._vectorizer.transform([text]) @ self._rows).toarray()[0], most)


PEERS: dict[str, Callable[[Sequence[str]], Engine]] = {
    "rank_bm25": RankBm25,
    "bm25s": Bm25s,
    "FTS5 porter": lambda texts: Fts5(texts, "porter"),
    "FTS5 trigram": lambda texts: Fts5(texts, "trigram"),
    "tantivy 3-gram": Tantivy,
    "rapidfuzz WRatio": lambda texts: Fuzzy(texts, fuzz.WRatio),
    "rapidfuzz token_set": lambda texts: Fuzzy(texts, fuzz.token_set_ratio),
    "TF-IDF words": lambda texts: TfIdf(texts, "word", (1, 2)),
    "TF-IDF chars": lambda texts: TfIdf(texts, "char_wb", (3, 5)),
}

LIBRARIES = {
    "rank_bm25": "rank_bm25",
    "bm25s": "bm25s",
    "tantivy 3-gram": "tantivy",
    "TF-IDF words": "sklearn.feature_extraction.text",
    "TF-IDF chars": "sklearn.feature_extraction.text",
}
"""What an engine imports; the others' libraries are Footnote's own or Python's."""


def missing(engines: Iterable[str], *others: str) -> str:
    """Say which libraries of these engines are not installed, and how to get them; else nothing."""
    wanted = {LIBRARIES[each].split(".")[0] for each in engines if each in LIBRARIES}
    lacking = sorted(each for each in wanted | {*others} if find_spec(each) is None)
    return f"not installed: {', '.join(lacking)}; pip install -e '.[bench]'" if lacking else ""
