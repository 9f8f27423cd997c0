import type { BehaviorTest } from "../suite/behavior-test.ts";

/** The distinct inputs of a run, and for each test the number of each example's input. */
export interface InternedInputs {
  readonly inputs: readonly unknown[];
  /** For each test, the inputs of its cases one after the other. */
  readonly ids: readonly Int32Array[];
  readonly examples: number;
}

/** Numbers the distinct inputs, so that each is predicted once. */
export function internInputs(tests: readonly BehaviorTest[]): InternedInputs {
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

/** The content of an input as a text; texts stand for themselves, so what is none gets a mark before it. */
export function keyOf(input: unknown): string {
  if (typeof input === "string") return input;
  return `\u0000${JSON.stringify(input, (_, value: unknown) => (isJson(value) ? value : `\u0000${String(value)}`))}`;
}

function isJson(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  return value !== undefined && typeof value !== "bigint";
}
