"""Reads sentences and labels as JSON; prints how well scikit-learn's classifiers do on a fifth of them."""

import json
import string
import sys

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, recall_score
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import MultinomialNB

rows = json.load(sys.stdin)
table = str.maketrans("", "", string.punctuation)
documents = [row["sentence"].lower().translate(table) for row in rows]
train, test, y_train, y_test = train_test_split(
    documents, [row["label"] for row in rows], test_size=0.2, random_state=42
)


def judge(vectorizer, classifier):
    predicted = classifier.fit(vectorizer.fit_transform(train), y_train).predict(vectorizer.transform(test))
    recall = recall_score(y_test, predicted, labels=["negative"], average=None)
    return {"accuracy": accuracy_score(y_test, predicted), "negativeRecall": recall[0]}


print(
    json.dumps(
        {
            "words": judge(TfidfVectorizer(stop_words="english"), MultinomialNB()),
            "pairs": judge(
                TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2)),
                LogisticRegression(C=10, class_weight="balanced", max_iter=2000),
            ),
        }
    )
)
