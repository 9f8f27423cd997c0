import type { AnyTest } from "../suite/behavior-test.ts";
import { caseIdsOf } from "./case-ids.ts";
import type { CaseIds } from "./case-ids.ts";
import { internInputs } from "./intern-inputs.ts";
import type { InternedInputs } from "./intern-inputs.ts";

/** What of tests does not depend on a model. */
export interface PreparedTests extends InternedInputs {
  /** Of each test. */
  readonly caseIds: readonly CaseIds[];
}

/** A suite is immutable, and is often run for several models: what was made of its tests is kept for as long as they are. */
const known = new WeakMap<readonly AnyTest[], PreparedTests>();

/** Numbers the inputs of tests, and names their cases. */
export function prepareTests(tests: readonly AnyTest[]): PreparedTests {
  let prepared = known.get(tests);
  if (prepared === undefined) {
    const interned = internInputs(tests);
    const caseIds = tests.map((test, i) => caseIdsOf(test, interned.ids[i] as Int32Array, interned.hashes));
    prepared = { ...interned, caseIds };
    known.set(tests, prepared);
  }
  return prepared;
}
