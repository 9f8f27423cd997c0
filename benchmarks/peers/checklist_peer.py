"""CheckList's side of the cases over behavioural tests, on the texts, templates and suites that ours wrote down."""

import json
import os
import sys

import numpy as np

sys.path.append(os.path.join(os.path.dirname(__file__), "../../packages/behavior/test/checklist/reference"))


def read(folder, name):
    with open(os.path.join(folder, f"{name}.json"), encoding="utf-8") as file:
        return json.load(file)


class Tokens:
    """A parsed text: what the parser would give is made beforehand."""

    class Token(str):
        @property
        def text(self):
            return str(self)

    def __init__(self, text):
        self.text = text
        self.tokens = [self.Token(word) for word in text.split()]

    def __iter__(self):
        return iter(self.tokens)

    def __len__(self):
        return len(self.tokens)

    def __str__(self):
        return self.text


def perturbing(name, prepare=lambda text: text):
    def case(folder):
        from reference import Perturb

        texts = [prepare(text) for text in read(folder, "tweets")]
        return lambda: Perturb.perturb(texts, getattr(Perturb, name))

    return case


def filling(folder):
    from reference import Editor

    templates, editor = read(folder, "templates"), Editor()
    return lambda: [editor.template(each["text"], **each["fill"]) for each in templates]


def suite_of(folder):
    from reference import INV, MFT, TestSuite

    predictions, suite, at = np.array(read(folder, "predictions")), TestSuite(), 0
    classes, parts = predictions.shape[1], {}
    for index, test in enumerate(read(folder, "tests")):
        # A pair of texts is one example, and a list is a case of several.
        cases = [[tuple(each) if isinstance(each, list) else each for each in case] for case in test["cases"]]
        if test["type"] == "MFT":
            cases = [case[0] for case in cases]
            made = MFT(cases, labels=[k % classes for k in range(len(cases))])
        else:
            made = INV(cases)
        suite.add(made, f"test {index}", "Robustness", "")
        size = len(made.example_list_and_indices()[0])
        conf = predictions[at : at + size]
        parts[f"test {index}"] = (list(conf.argmax(axis=1)), list(conf))
        at += size
    return suite, parts


def evaluating(folder):
    suite, parts = suite_of(folder)

    def work():
        for name, test in suite.tests.items():
            test.run_from_preds_confs(*parts[name], overwrite=True)

    return work


def writing(folder):
    suite, _ = suite_of(folder)
    return lambda: suite.to_raw_file(os.path.join(folder, "theirs.jsonl"), file_format="jsonl")


CASES = {
    "checklist-typos-20k": perturbing("add_typos"),
    "checklist-contractions-20k": perturbing("contractions"),
    "checklist-numbers-20k": perturbing("change_number", Tokens),
    "checklist-template-54k": filling,
    "checklist-template-9k": filling,
    "checklist-evaluate-86k": evaluating,
    "checklist-evaluate-63k": evaluating,
    "checklist-write-86k": writing,
    "checklist-write-63k": writing,
}
