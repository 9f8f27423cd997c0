"""Reference matrices of the text vectorisers: prints JSON."""

import json

import numpy as np
import scipy
import sklearn
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer, TfidfVectorizer

DOCUMENTS = [
    "The profit rose, and the profit fell by 2.1 %; EPS was 3,14 EUR.",
    "Profit_rose in a B2B x y z market — Ärger über Größe, naïve café!",
    "Прибыль выросла на 10 процентов; ПРИБЫЛЬ упала.",
    "利益が増えた。営業利益 は 減少 した",
    "नमस्ते दुनिया the world",
    "ΟΔΥΣΣΕΥΣ και ο ΣΑΣ. İstanbul'da KİTAP",
    "emoji 😀😀 grin 👍🏽 end\u0301e e\u0301t\u00e9 \ufb01nance \U0001d400\U0001d401 math",
    "tabs\tand\u00a0\u00a0 spaces \u2003\u2003 here\x1c\x1dthere\n\nnew lines",
    "",
    "the the the of and to",
    "\ufb01 \U0001f600 \ufb01\ufb01 \U00020000\U00020001 zz",
    "O'Neill's re-use of e-mail: a.b@c.de, x",
    "the last line\r\nends here\n",
]


def case(kind, **options):
    vectorizer = {"count": CountVectorizer, "tfidf": TfidfVectorizer}[kind](**options)
    X = vectorizer.fit_transform(DOCUMENTS)
    X.sort_indices()
    again = vectorizer.transform(["the profit and the world", "😀 ΣΑΣ"])
    return {
        "kind": kind,
        "options": options,
        "analyzed": [list(vectorizer.build_analyzer()(document)) for document in DOCUMENTS[:9]],
        "tokens": list(vectorizer.build_tokenizer()(vectorizer.build_preprocessor()(DOCUMENTS[1]))),
        "terms": vectorizer.get_feature_names_out().tolist(),
        "indptr": X.indptr.tolist(),
        "indices": X.indices.tolist(),
        "data": X.data.tolist(),
        "transformed": again.toarray().tolist() if X.shape[1] < 120 else None,
        "idf": vectorizer.idf_.tolist() if kind == "tfidf" and options.get("use_idf", True) else None,
    }


def cases():
    yield case("count")
    yield case("count", lowercase=False)
    yield case("count", stop_words="english")
    yield case("count", stop_words=["profit", "the", "利益が増えた"])
    yield case("count", ngram_range=(1, 2))
    yield case("count", ngram_range=(2, 3), stop_words="english")
    yield case("count", analyzer="char", ngram_range=(1, 2))
    yield case("count", analyzer="char", ngram_range=(3, 3))
    yield case("count", analyzer="char_wb", ngram_range=(2, 4))
    yield case("count", analyzer="char_wb", ngram_range=(1, 1))
    yield case("count", strip_accents="unicode")
    yield case("count", strip_accents="ascii")
    yield case("count", token_pattern=r"\w+")
    yield case("count", token_pattern=r"(?u)\b[a-z]{2,}\b")
    yield case("count", token_pattern=r"(?a)\w\w+")
    yield case("count", token_pattern=r"(\w)\w+\d*")
    yield case("count", token_pattern=r"[^\s,;.!]+")
    yield case("count", token_pattern=r"[^\W\d_]+")
    yield case("count", token_pattern=r"\b[^\d\W]+\b")
    yield case("count", token_pattern=r"[\W\d]+")
    yield case("count", token_pattern=r"[^\S\n]\w+")
    yield case("count", token_pattern=r"(?u:\w+)[]_.-]?")
    yield case("count", token_pattern=r"^.{1,4}")
    yield case("count", token_pattern=r"\w+.?$")
    yield case("count", token_pattern=r"(?ms)^\w+..$|^\w+")
    yield case("count", binary=True, min_df=2)
    yield case("count", max_df=0.2, min_df=0.1)
    yield case("count", max_df=2)
    yield case("count", vocabulary=["profit", "the", "rose", "missing"])
    yield case("tfidf")
    yield case("tfidf", stop_words="english", sublinear_tf=True)
    yield case("tfidf", norm="l1", smooth_idf=False)
    yield case("tfidf", norm=None, ngram_range=(1, 2))
    yield case("tfidf", use_idf=False, binary=True)
    yield case("tfidf", analyzer="char_wb", ngram_range=(3, 5), max_df=0.5)


def main():
    rng = np.random.RandomState(0)
    counts = rng.poisson(0.7, size=(6, 5)).astype(float)
    transformer = TfidfTransformer(sublinear_tf=False).fit(counts)
    versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "scipy": scipy.__version__}
    print(
        json.dumps(
            {
                "versions": versions,
                "tolerance": 1e-12,
                "documents": DOCUMENTS,
                "cases": list(cases()),
                "transformer": {
                    "counts": counts.tolist(),
                    "idf": transformer.idf_.tolist(),
                    "weights": transformer.transform(counts).toarray().tolist(),
                },
            }
        )
    )


main()
