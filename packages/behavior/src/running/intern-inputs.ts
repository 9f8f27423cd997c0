import type { AnyTest } from "../suite/behavior-test.ts";
import { distinctInputs } from "../inputs/distinct-inputs.ts";
import type { InputHashes } from "../inputs/distinct-inputs.ts";

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
  const sizes = tests.map(({ cases }) => cases.reduce((sum, { inputs }) => sum + inputs.length, 0));
  const examples = sizes.reduce((sum, size) => sum + size, 0);
  const { inputs, hashes, numbers } = distinctInputs(examples, inOrder(tests));
  let end = 0;
  const ids = sizes.map((size) => numbers.subarray(end, (end += size)));
  return { inputs, hashes, ids, examples };
}

/** One input after the other. By index: iterators of so many short lists would leave as much memory behind as the suite takes. */
function inOrder(tests: readonly AnyTest[]): () => unknown {
  let [test, index, at] = [0, 0, 0];
  let inputs: readonly unknown[] = tests[0]?.cases[0]?.inputs ?? [];
  return () => {
    while (at === inputs.length) {
      at = 0;
      index++;
      if (index >= (tests[test]?.cases.length ?? 0)) [test, index] = [test + 1, 0];
      inputs = tests[test]?.cases[index]?.inputs ?? [];
    }
    return inputs[at++];
  };
}
