"""Reference values of the hashing vectoriser: prints JSON."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "shared"))
from parity import case, show  # noqa: E402
from sklearn.feature_extraction.text import HashingVectorizer  # noqa: E402

TEXTS = ["Profit rose 12 % in Q3, profit fell!", "naïve café — Ελληνικά, привет мир", "日本語 テキスト 🙂🙂 emoji",
         "", "a b c", "ﬁnance ﬂow İstanbul ß straße"]


def cases():
    for options in (
        {},
        {"n_features": 7, "norm": None},
        {"n_features": 16, "norm": "l1", "alternate_sign": False, "binary": True},
        {"n_features": 97, "analyzer": "char", "ngram_range": (1, 3), "norm": None},
        {"n_features": 97, "analyzer": "char_wb", "ngram_range": (2, 4), "strip_accents": "unicode"},
        {"n_features": 53, "ngram_range": (1, 2), "stop_words": "english", "token_pattern": r"(?u)\b\w+\b"},
    ):
        model = HashingVectorizer(**options).fit(TEXTS)
        matrix = model.transform(TEXTS)
        matrix.sort_indices()
        told = case(HashingVectorizer(**options), TEXTS, options=options)
        parts = {name: getattr(matrix, name).tolist() for name in ("data", "indices", "indptr")}
        yield {**told, "matrix": parts}


show(cases(), 1e-12)
