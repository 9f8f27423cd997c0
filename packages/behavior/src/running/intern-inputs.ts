import { keyOf } from "../inputs/key-of.ts";
import type { AnyTest } from "../suite/behavior-test.ts";

/** The distinct inputs of a run, and for each test the number of each example's input. */
export interface InternedInputs {
  readonly inputs: readonly unknown[];
  /** For each test, the inputs of its cases one after the other. */
  readonly ids: readonly Int32Array[];
  readonly examples: number;
}

/** Numbers the distinct inputs, so that each is predicted once. */
export function internInputs(tests: readonly AnyTest[]): InternedInputs {
  const known = new Map<unknown, number>();
  const inputs: unknown[] = [];
  let examples = 0;
  const ids = tests.map(({ cases }) => {
    const own = new Int32Array(cases.reduce((sum, each) => sum + each.inputs.length, 0));
    let at = 0;
    for (const each of cases) {
      for (const input of each.inputs) {
        const key = typeof input === "string" ? input : keyOf(input);
        let id = known.get(key);
        if (id === undefined) {
          id = inputs.length;
          known.set(key, id);
          inputs.push(input);
        }
        own[at++] = id;
      }
    }
    examples += own.length;
    return own;
  });
  return { inputs, ids, examples };
}
