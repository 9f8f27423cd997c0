/** Modules whose classes and functions are CheckList's own; only their names are read. */
const CHECKLIST = /^checklist(?:\.[a-z_]\w*)*$/i;

/** All else that suites name: containers, arrays, and what dill writes functions as. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  collections: ["OrderedDict", "defaultdict", "Counter"],
  munch: ["Munch", "DefaultMunch"],
  dill: ["_dill"],
  numpy: ["ndarray", "dtype"],
  copyreg: ["_reconstructor"],
  _codecs: ["encode"],
  types: ["CodeType", "FunctionType", "CellType", "SimpleNamespace"],
  // Both names of the module, Python 2's and 3's. Constructors and functions that only compute; none that reads, writes or runs.
  builtins: [
    ..."__main__ object type bool int float complex str bytes bytearray list tuple dict set frozenset range slice".split(
      " ",
    ),
    ..."len min max sum abs all any zip map filter sorted reversed enumerate isinstance round print repr".split(" "),
    // Only as calls of their own form, which the machine checks.
    ..."getattr setattr".split(" "),
    ..."NoneType Exception ValueError staticmethod classmethod property".split(" "),
  ],
};

const SAME: Readonly<Record<string, string>> = { __builtin__: "builtins", copy_reg: "copyreg" };

const ARRAYS = /^numpy\._?core\.(?:multiarray|numeric)$/;
const ARRAY_NAMES = ["_reconstruct", "scalar", "_frombuffer"];

const DILL =
  "_create_function _create_code _create_cell _create_type _create_array _load_type _import_module _setattr".split(" ");

/** Modules that functions may refer to. */
const IMPORTED = /^(?:numpy|re|itertools|string|collections|math|random|copy|munch|checklist(?:\.\w+)*)$/;

/** Whether a name may stand in a suite's pickle. */
export function isKnownGlobal(module: string, name: string): boolean {
  if (CHECKLIST.test(module)) return /^[a-z_][\w.]*$/i.test(name);
  if (ARRAYS.test(module)) return ARRAY_NAMES.includes(name);
  if (module === "dill._dill" || module === "dill.dill") return DILL.includes(name);
  const own = SAME[module] ?? module;
  return Object.hasOwn(KNOWN, own) && (KNOWN[own] as readonly string[]).includes(name);
}

/** Whether a module may be referred to from a function. */
export function isKnownModule(module: unknown): boolean {
  return typeof module === "string" && IMPORTED.test(module);
}
