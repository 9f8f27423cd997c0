"""CheckList's own core on a current Python: templates, perturbations of plain text, expectations, tests and suites.

Its package imports a notebook's widgets, a parser and language models wherever it is imported from, although its core uses none of
them. Here they are stood in for by names without content, so that four small packages are all that it takes. In an
environment of its own, since its set-up installs a notebook into the one that it finds:

    pip install "notebook<7" "setuptools<70" wheel
    pip install --no-deps --no-build-isolation checklist==0.0.11
    pip install dill iso-639 munch numpy
"""

import importlib.metadata
import sys
import types

ABSENT = ["pattern", "pattern.en", "checklist.viewer.template_editor", "checklist.viewer.test_summarizer",
          "checklist.viewer.suite_summarizer"]


class Absent:
    """Whatever is asked of a library that is not there."""

    def __init__(self, *args, **kwargs):
        pass

    def __call__(self, function=None, *args, **kwargs):
        return function

    def __getattr__(self, name):
        return Absent()


class Stand(types.ModuleType):
    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent


for name in ABSENT:
    sys.modules.setdefault(name, Stand(name))

import checklist.editor
import checklist.expect
import checklist.perturb
import checklist.test_suite
import checklist.test_types

Editor = checklist.editor.Editor
Expect = checklist.expect.Expect
Perturb = checklist.perturb.Perturb
TestSuite = checklist.test_suite.TestSuite
MFT, INV, DIR = checklist.test_types.MFT, checklist.test_types.INV, checklist.test_types.DIR

__version__ = importlib.metadata.version("checklist")
