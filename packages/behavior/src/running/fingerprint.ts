import { sha256 } from "@mlsys/core";

/** What of a test goes into the fingerprint of its suite. */
export interface TestDigest {
  readonly name: string;
  readonly type: string;
  readonly digest: string;
}

/** A fingerprint of the cases that were run: the same whenever the same tests have the same cases in the same order. */
export function suiteFingerprint(tests: readonly TestDigest[]): string {
  return sha256(tests.map(({ name, type, digest }) => `${digest} ${type} ${name}`).join("\n"));
}
