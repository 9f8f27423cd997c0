"""Makes suites with CheckList's own core, runs them there, and writes down both: the pickles as TestSuite.save leaves them, and its
verdict on every case, one character each (1 passed, 0 failed, - not applicable).

Usage: PYTHONHASHSEED=0 python make-vectors.py

Where that is not set, its seeds reproduce nothing. Made with checklist 0.0.11, dill 0.4.1, NumPy 2.4.6, Python 3.11; reference.py says
how to install them.
"""

import json
import os
import random

import numpy as np
from munch import Munch

from reference import DIR, INV, MFT, Editor, Expect, Perturb, TestSuite

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = 40


def fnv1a(word):
    value = 0x811C9DC5
    for byte in word.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def probabilities(words, classes):
    sums = [1] * classes
    for word in words:
        value = fnv1a(word)
        for i in range(classes):
            sums[i] += (value >> (8 * i)) & 15
    powers = [each**4 for each in sums]
    return np.array([power / sum(powers) for power in powers])


def words_of(example):
    if isinstance(example, str):
        return [word for word in example.split(" ") if word]
    return [f"{i + 1}:{word}" for i, text in enumerate(example) for word in text.split(" ") if word]


def softmax(classes):
    def predict(examples):
        confs = [probabilities(words_of(example), classes) for example in examples]
        return [int(np.argmax(conf)) for conf in confs], confs

    return predict


def hard(classes):
    def predict(examples):
        return softmax(classes)(examples)[0], [1] * len(examples)

    return predict


def answers(examples):
    """Three of four are right, some with what the rule takes off."""
    found = []
    for passage, question in examples:
        first, second = passage.split(" is ")[0], passage.split(" than ")[1].rstrip(".")
        draw = fnv1a(passage + question)
        right, wrong = (second, first) if "less" in question else (first, second)
        found.append(["", "the ", "a "][draw % 3] + (wrong if draw % 8 < 2 else right) + ["", "."][draw % 2])
    return found, [1] * len(examples)


def verdicts(suite):
    return {
        name: "".join("-" if passed is None else "1" if passed else "0" for passed in test.results.passed)
        for name, test in suite.tests.items()
    }


def run(suite, predict):
    for test in suite.tests.values():
        test.run(predict, overwrite=True)


def changed(texts, rng):
    """Cases of an original and one to three changes; some change nothing, some have no change."""
    cases = []
    for text in texts:
        words = text.split(" ")
        more = [" ".join(rng.sample(words, len(words)))[: rng.randint(4, 60)] for _ in range(rng.randint(1, 3))]
        cases.append([text, *([text] if rng.random() < 0.1 else []), *more])
    return cases


def stripped(text):
    return text.lstrip("[a,the,an,in,at] ").rstrip(".")


def sentiment_suite():
    rng, editor, suite = random.Random(1), Editor(), TestSuite()
    np.random.seed(1)
    fill = {"thing": ["flight", "crew", "airline", "old seat"], "adj": ["good", "awful", "nice", "interesting"], "be": ["is", "isn't", "was not"]}
    texts = editor.template("The {thing1} {be} {a:adj} one, like {thing2}.", nsamples=CASES, **fill).data
    cases = changed(texts, rng)
    labels = [rng.randint(0, 2) for _ in texts]
    typos = Perturb.perturb(texts, Perturb.add_typos, typos=2)
    contractions = Perturb.perturb(texts, Perturb.contractions)
    up = lambda **options: Expect.monotonic(increasing=True, **options)
    down = lambda **options: Expect.monotonic(increasing=False, **options)
    tests = {
        "one label": MFT(texts, labels=1),
        "a label each": MFT(texts, labels=labels),
        "labels of lists": MFT(cases, labels=[[label] * len(case) for label, case in zip(labels, cases)]),
        "a constant": MFT(texts, Expect.eq(2)),
        "all but the first": MFT(cases, Expect.eq(1), agg_fn="all_except_first"),
        "not a constant": MFT(texts, Expect.single(lambda x, pred, conf, label=None, meta=None: pred != 0)),
        "typos": INV(typos.data),
        "contractions": INV(contractions.data, threshold=0.02),
        "no tolerance": INV(cases, Expect.inv(0)),
        "all of them": INV(cases, agg_fn="all"),
        "up": DIR(cases, up(tolerance=0.1)),
        "down": DIR(cases, down(tolerance=0.05)),
        "up of a class": DIR(cases, up(label=2)),
        "down of a class": DIR(cases, down(label=1, tolerance=0.1)),
        "up, not neutral": DIR(cases, Expect.slice_orig(up(tolerance=0.1), lambda orig, *args: orig != 1)),
        "down where it was sure": DIR(cases, Expect.slice_pairwise(down(tolerance=0.1), lambda orig, pred, orig_conf, conf, labels=None, meta=None: np.max(orig_conf) > 0.5)),
        "no class twice": DIR(cases, Expect.slice_single(Expect.inv(0.1), lambda x, pred, conf, label=None, meta=None: pred != 2)),
        "both": DIR(cases, Expect.combine_and(up(tolerance=0.1), Expect.inv(0.2))),
        "either": DIR(cases, Expect.combine_or(down(tolerance=0.01), Expect.eq(0))),
        "score": DIR(cases, Expect.pairwise(lambda orig, pred, orig_conf, conf, labels=None, meta=None: bool((conf[2] - conf[0]) - (orig_conf[2] - orig_conf[0]) + 0.1 >= 0))),
        "of a case": MFT(cases, Expect.testcase(lambda xs, preds, confs, labels=None, meta=None: np.array([pred == preds[0] for pred in preds]))),
    }
    for name, test in tests.items():
        suite.add(test, name, "Vocabulary", "made with CheckList")
    return suite


def questions_suite():
    rng, editor, suite = random.Random(2), Editor(), TestSuite()
    np.random.seed(2)
    pairs = editor.template(
        ("How can I become {a:adj} {job}?", "How do I become more {adj2} as {job}?"),
        adj=["good", "honest", "better"], job=["nurse", "engineer", "actor"], nsamples=CASES,
    ).data
    cases = [[pair, (pair[1], pair[0]), *[(text, pair[1]) for text in case[1:]]] for pair, case in zip(pairs, changed([a for a, _ in pairs], rng))]
    tests = {
        "different": MFT(pairs, Expect.eq(0)),
        "labelled": MFT(pairs, labels=[rng.randint(0, 1) for _ in pairs]),
        "order": INV(cases),
        "closer": DIR(cases, Expect.monotonic(label=1, increasing=True, tolerance=0.1)),
        "0 where it was 1": DIR(cases, Expect.slice_orig(Expect.eq(0), lambda orig, *args: orig == 1)),
        "one of each": INV([[case[0]] for case in cases]),
    }
    for name, test in tests.items():
        suite.add(test, name, "Logic", "made with CheckList")
    return suite


def answers_suite():
    editor, suite = Editor(), TestSuite()
    np.random.seed(3)
    made = editor.template(
        [("{name1} is {adj1}er than {name2}.", "Who is {adj1}er?"), ("{name1} is {adj1}er than {name2}.", "Who is less {adj1}?")],
        labels=["{name1}", "{name2}"], name=["Anna", "the Ann", "Teo", "Ben"], adj=["old", "tall"], nsamples=CASES, remove_duplicates=True,
    )
    rule = Expect.single(lambda x, pred, conf, label=None, meta=None: stripped(pred) == stripped(label))
    suite.add(MFT(made.data, rule, labels=made.labels), "comparison", "Vocabulary", "made with CheckList")
    suite.add(INV(made.data, Expect.inv(0)), "the same answer", "Robustness", "made with CheckList")
    suite.add(MFT([case[0] for case in made.data], labels=[label[0] for label in made.labels]), "exactly", "Vocabulary", "")
    return suite


TEMPLATES = [
    ("{a} is {b}.", {"a": ["x", "y"], "b": ["1", "2", "3"]}, {}),
    ("{a1}, {a2} and {a1}", {"a": ["x", "y", "z"]}, {"remove_duplicates": True}),
    ("{a} {b}", {"a": ["x", "y", "z"], "b": ["1", "2"]}, {"product": False}),
    ("{{a}} {a:job}, {job}, {a:job}", {"job": ["hour", "university", "European", "actor", "MRI scan"]}, {}),
    ("{p.name} met {p.friend}", {"p": [Munch(name="Ann", friend="Bo"), Munch(name="Cy", friend="Di")]}, {}),
    ("{p[0]} met {p[1]}", {"p": [("Ann", "Bo"), ("Cy", "Di")]}, {}),
    (["{a} up", "{a} down"], {"a": ["x", "y"]}, {}),
    (["{a} up", "{a} down"], {"a": ["x", "y"]}, {"unroll": True}),
    (("{a}?", "{b}?"), {"a": ["x", "y"], "b": ["1"]}, {}),
    ({"q": "{a}?", "c": ["{a}", "{b}"]}, {"a": ["x", "y"], "b": ["1", "2"]}, {}),
    ("{a1} {a2} {b}", {"a": ["x", "y"], "b": ["x", "w"]}, {"remove_duplicates": True}),
]


def templates():
    """The order of a product's keys changes from process to process, so that results are sorted."""
    editor, made = Editor(), []
    for template, fill, options in TEMPLATES:
        data = editor.template(template, **fill, **options).data
        made.append({"template": template, "fill": fill, "options": options, "data": sorted(data, key=json.dumps)})
    return made


PROBABILITIES_ONLY = ["up of a class", "down of a class", "score", "down where it was sure"]


def main():
    vectors = {}
    for name, suite, predictors in [
        ("sentiment", sentiment_suite(), {"softmax": softmax(3), "hard": hard(3)}),
        ("questions", questions_suite(), {"softmax": softmax(2), "hard": hard(2)}),
        ("answers", answers_suite(), {"answers": answers}),
    ]:
        vectors[name] = {}
        suite_file = os.path.join(HERE, f"{name}.pkl")
        for predictor, predict in predictors.items():
            if predictor == "hard":
                for left_out in [*PROBABILITIES_ONLY, "closer"]:
                    suite.tests.pop(left_out, None)
            run(suite, predict)
            vectors[name][predictor] = verdicts(suite)
            if predictor != "hard":
                suite.save(suite_file)
    for name, content in [("vectors", vectors), ("templates", templates())]:
        with open(os.path.join(HERE, f"{name}.json"), "w", encoding="utf-8") as file:
            json.dump(content, file, indent=2)
            file.write("\n")


main()
