"""Writes small suites as CheckList's TestSuite.save does (dill, recurse=True), under stand-in modules that carry the reference's
module, class, function and variable names, and what should be read from them.

Usage: python make-suites.py FOLDER    (needs dill and NumPy; made with dill 0.4.1, NumPy 2.4.6, Python 3.11)
"""

import collections
import importlib
import os
import sys
import tempfile
import types

import dill
import numpy as np

EXPECT = """
import numpy as np

def iter_with_optional(data, preds, confs, labels, meta, idxs=None):
    return list(zip(data, preds, confs, labels, meta))

class Expect:
    @staticmethod
    def test(fn):
        def expect(self):
            return fn(self.data, self.results.preds, self.results.confs, self.labels, self.meta, self.run_idxs)
        return expect

    @staticmethod
    def testcase(fn):
        def expect(self):
            return [fn(*each) for each in iter_with_optional(self.data, [], [], self.labels, self.meta)]
        return expect

    @staticmethod
    def single(fn):
        def expect_fn(xs, preds, confs, label=None, meta=None):
            return np.array([fn(x, p, c, label, meta) for x, p, c in zip(xs, preds, confs)])
        return Expect.testcase(expect_fn)

    @staticmethod
    def pairwise(fn):
        def expect_fn(xs, preds, confs, labels=None, meta=None):
            orig_pred, orig_conf = preds[0], confs[0]
            return np.array([fn(orig_pred, p, orig_conf, c, labels, meta) for p, c in zip(preds, confs)])
        return Expect.testcase(expect_fn)

    @staticmethod
    def wrap_slice(expect_fn, slice_fn, agg_fn="all"):
        def wrapped(*args, **kwargs):
            kept = slice_fn(*args, **kwargs)
            return [x if keep is True else None for x, keep in zip(expect_fn(*args, **kwargs), kept)] if agg_fn else kept
        return wrapped

    @staticmethod
    def slice_pairwise(expect_fn, slice_fn, agg_fn="all_except_first"):
        return Expect.wrap_slice(expect_fn, Expect.pairwise(slice_fn), agg_fn)

    @staticmethod
    def eq(val=None):
        def ret_fn(x, pred, conf, label=None, meta=None):
            return pred == (label if val is None else val)
        return Expect.single(ret_fn)

    @staticmethod
    def inv(tolerance=0):
        def expect(orig_pred, pred, orig_conf, conf, labels=None, meta=None):
            return pred == orig_pred or np.abs(conf - orig_conf) <= tolerance
        return Expect.pairwise(expect)

    @staticmethod
    def monotonic(label=None, increasing=True, tolerance=0.0):
        keep_label = label
        def expect(orig_pred, pred, orig_conf, conf, labels=None, meta=None):
            label = orig_pred if keep_label is None else keep_label
            change = conf[label] - orig_conf[label]
            return change + tolerance >= 0 if increasing else change - tolerance <= 0
        return Expect.pairwise(expect)
"""

TYPES = """
class AbstractTest:
    def __init__(self, data, expect, labels=None, meta=None, agg_fn="all", templates=None, print_first=None):
        self.data, self.expect, self.labels, self.meta, self.agg_fn = data, expect, labels, meta, agg_fn
        self.templates, self.print_first, self.run_idxs, self.result_indexes = templates, print_first, None, None
        self.name, self.capability, self.description = None, None, None

class MFT(AbstractTest):
    pass

class INV(AbstractTest):
    pass

class DIR(AbstractTest):
    pass
"""

SUITE = """
import collections

class TestSuite:
    def __init__(self):
        self.tests = collections.OrderedDict()
        self.info = collections.defaultdict(lambda: collections.defaultdict(lambda: ""))
        self.format_example_fn = None
        self.print_fn = None
"""

MUNCH = """
class Munch(dict):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
    def __getattr__(self, name):
        return self[name]
    def __setattr__(self, name, value):
        self[name] = value
    def __getstate__(self):
        return dict(self)
    def __setstate__(self, state):
        self.update(state)
"""


SOURCES = {
    "checklist.expect": EXPECT,
    "checklist.test_types": TYPES,
    "checklist.test_suite": SUITE,
    "munch": MUNCH,
}


def modules_in_files():
    """Classes of modules that have files are pickled by name, as the library's are."""
    folder = tempfile.mkdtemp()
    sys.path.insert(0, folder)
    os.mkdir(os.path.join(folder, "checklist"))
    open(os.path.join(folder, "checklist", "__init__.py"), "w").close()
    for name, source in SOURCES.items():
        with open(os.path.join(folder, *name.split(".")) + ".py", "w") as file:
            file.write(source)
    return {name: importlib.import_module(name) for name in SOURCES}


def modules_in_memory():
    """Those of others with all their code."""
    sys.modules["checklist"] = types.ModuleType("checklist")
    for name, source in SOURCES.items():
        sys.modules[name] = types.ModuleType(name)
        exec(source, sys.modules[name].__dict__)
    return {name: sys.modules[name] for name in SOURCES}


def use(modules):
    global Expect, tests, TestSuite, Munch
    Expect, tests = modules["checklist.expect"].Expect, modules["checklist.test_types"]
    TestSuite, Munch = modules["checklist.test_suite"].TestSuite, modules["munch"].Munch


def clean(string):
    return string.lstrip("[a,the,an,in,at] ").rstrip(".")


def expect_squad(x, pred, conf, label=None, meta=None):
    return clean(pred) == clean(label)


def suite_of(entries):
    suite = TestSuite()
    for name, kind, capability, test in entries:
        suite.tests[name] = test
        suite.info[name]["capability"] = capability
        suite.info[name]["type"] = kind
    return suite


def sentiment():
    words = tests.MFT(["good", "bad", "good"], Expect.eq(), labels=[2, 0, 2])
    words.run_idxs = np.array([2, 0])
    pairs = tests.INV([["a", "b"], ["c", "d", "e"]], Expect.inv(0.1), agg_fn="all_except_first")
    up = Expect.monotonic(increasing=True, tolerance=0.1)
    sliced = tests.DIR([["f", "g"]], Expect.slice_pairwise(up, lambda orig, *args: orig != 1), agg_fn="all_except_first")
    down = tests.DIR([["h", "i"]], Expect.monotonic(label=1, increasing=False, tolerance=0.1), agg_fn="all_except_first")
    words.results = Munch({"preds": [2, 0, 2], "passed": np.array([True, True, True])})
    return suite_of([
        ("words", "MFT", "Vocabulary", words),
        ("typos", "INV", "Robustness", pairs),
        ("stronger", "DIR", "Vocabulary", sliced),
        ("weaker", "DIR", "Vocabulary", down),
    ])


def questions():
    one = tests.MFT([("Is it far?", "Is it near?"), ("Who?", "Who?")], Expect.eq(0), labels=None)
    inv = tests.INV([[("a?", "b?"), ("a ?", "b?")]], Expect.inv(0.1), agg_fn="all_except_first")
    return suite_of([("antonyms", "MFT", "Taxonomy", one), ("spaces", "INV", "Robustness", inv)])


def answers():
    data = [[("Ann is old.", "Who is old?"), ("Ann is old. Ben is not.", "Who is old?")]]
    asked = tests.MFT(data, Expect.single(expect_squad), labels=[["Ann", "Ann"]])
    asked.results = Munch({"preds": [np.array(["Ann", "Ben"])], "confs": [np.array([1, 1])]})
    return suite_of([("who", "MFT", "Vocabulary", asked)])


if __name__ == "__main__":

    def write(name, suite, protocol):
        with open(os.path.join(sys.argv[1], name + ".pkl"), "wb") as file:
            dill.dump(suite, file, protocol=protocol, recurse=True)

    use(modules_in_files())
    write("sentiment", sentiment(), 3)
    write("questions", questions(), 3)
    write("answers", answers(), 5)
    for name in SOURCES:
        del sys.modules[name]
    use(modules_in_memory())
    write("sentiment-by-value", sentiment(), 2)
    write("sentiment-framed", sentiment(), 4)
