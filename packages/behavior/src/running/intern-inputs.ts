import type { AnyTest } from "../suite/behavior-test.ts";
import { InputTable } from "../inputs/input-table.ts";
import type { InputHashes } from "../inputs/input-table.ts";

/** The distinct inputs of a run, and for each test the number of each example's input. */
export interface InternedInputs {
  readonly inputs: readonly unknown[];
  readonly hashes: InputHashes;
  /** For each test, the inputs of its cases one after the other. */
  readonly ids: readonly Int32Array[];
  readonly examples: number;
}

/** A suite is immutable, and is often written down or run for several models: its inputs are kept for as long as its tests are. */
const interned = new WeakMap<readonly AnyTest[], InternedInputs>();

/** Numbers the distinct inputs, so that each is predicted once. */
export function internInputs(tests: readonly AnyTest[]): InternedInputs {
  let own = interned.get(tests);
  if (own === undefined) {
    own = intern(tests);
    interned.set(tests, own);
  }
  return own;
}

function intern(tests: readonly AnyTest[]): InternedInputs {
  const table = new InputTable();
  const ids = tests.map(({ cases }) => numbersIn(cases, table));
  const examples = ids.reduce((sum, { length }) => sum + length, 0);
  return { inputs: table.inputs, hashes: table.hashes, ids, examples };
}

/** By index: iterators of so many short lists would leave as much memory behind as the suite takes. */
function numbersIn(cases: AnyTest["cases"], table: InputTable): Int32Array {
  const ids = new Int32Array(cases.reduce((sum, { inputs }) => sum + inputs.length, 0));
  let at = 0;
  for (let i = 0; i < cases.length; i++) {
    const { inputs } = cases[i] as AnyTest["cases"][number];
    for (let j = 0; j < inputs.length; j++) ids[at++] = table.numberOf(inputs[j]);
  }
  return ids;
}
