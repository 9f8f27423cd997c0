import type { AnyTest } from "../suite/behavior-test.ts";
import { firstOfEach } from "../inputs/first-of-each.ts";
import { hashOf } from "../inputs/distinct-inputs.ts";
import type { InputHashes } from "../inputs/distinct-inputs.ts";

/** The ids of a test's cases, and which cases repeat an earlier one. */
export interface CaseIds {
  readonly ids: string[];
  /** For each case, 1 when an equal one came before. */
  readonly repeats: Uint8Array;
  /** Of all ids in their order. */
  readonly digest: string;
}

/**
 * An id for each case of a test that depends on the test's name, the case's inputs and its label, and not on where it stands; a
 * repeated case has the id of the first. 62 bits: a million cases collide with a probability of one in ten million.
 */
export function caseIdsOf({ name, cases }: AnyTest, ids: Int32Array, { low, high }: InputHashes): CaseIds {
  const own = hashOf(name);
  const labels = new Map<unknown, readonly [number, number]>();
  const found = new Array<string>(cases.length);
  const lows = new Int32Array(cases.length);
  const highs = new Int32Array(cases.length);
  let at = 0;
  let digestLow = 0;
  let digestHigh = 0;
  for (let index = 0; index < cases.length; index++) {
    const { inputs, label } = cases[index] as AnyTest["cases"][number];
    let a = own.low;
    let b = own.high;
    for (let i = 0; i < inputs.length; i++) {
      const id = ids[at++] as number;
      a = mix(a ^ (low[id] as number));
      b = mix(b ^ (high[id] as number));
    }
    if (label !== undefined) {
      const [labelLow, labelHigh] = hashOfLabel(label, labels);
      a = mix(a ^ labelLow);
      b = mix(b ^ labelHigh);
    }
    digestLow = mix(digestLow ^ a);
    digestHigh = mix(digestHigh ^ b);
    found[index] = written(a) + written(b);
    lows[index] = a & 0x7fffffff;
    highs[index] = b & 0x7fffffff;
  }
  return { ids: found, repeats: repeatsOf(lows, highs), digest: written(digestLow) + written(digestHigh) };
}

function repeatsOf(lows: Int32Array, highs: Int32Array): Uint8Array {
  const repeats = new Uint8Array(lows.length);
  const firsts = firstOfEach(lows, highs);
  for (let i = 0; i < repeats.length; i++) if (firsts[i] !== i) repeats[i] = 1;
  return repeats;
}

function hashOfLabel(label: unknown, known: Map<unknown, readonly [number, number]>): readonly [number, number] {
  let hash = known.get(label);
  if (hash === undefined) {
    const { low, high } = hashOf(JSON.stringify(label));
    hash = [low, high];
    if (typeof label !== "object") known.set(label, hash);
  }
  return hash;
}

/** 31 bits in six digits: small integers are written faster than doubles. */
function written(hash: number): string {
  const digits = (hash & 0x7fffffff).toString(36);
  return digits.length === 6 ? digits : digits.padStart(6, "0");
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) | 0;
}
