import { keyOf } from "../inputs/key-of.ts";
import type { AnyTest } from "../suite/behavior-test.ts";

/** Two 32-bit hashes of each distinct input. */
export interface InputHashes {
  readonly low: Int32Array;
  readonly high: Int32Array;
}

/** Hashes every distinct input once. */
export function hashInputs(inputs: readonly unknown[]): InputHashes {
  const low = new Int32Array(inputs.length);
  const high = new Int32Array(inputs.length);
  inputs.forEach((input, i) => {
    const text = typeof input === "string" ? input : keyOf(input);
    let [a, b] = [0x811c9dc5 | 0, 0x9747b28c | 0];
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      a = Math.imul(a ^ unit, 0x01000193);
      b = Math.imul(b ^ unit, 0x5bd1e995);
    }
    low[i] = a;
    high[i] = b;
  });
  return { low, high };
}

/**
 * An id for each case of a test that depends on the test's name, the case's inputs and its label, and not on where it stands; a
 * repeated case has the id of the first.
 */
export function caseIdsOf(test: AnyTest, ids: Int32Array, { low, high }: InputHashes): string[] {
  let at = 0;
  const { low: nameLow, high: nameHigh } = hashInputs([test.name]);
  return test.cases.map(({ inputs, label }) => {
    let [a, b] = [nameLow[0] as number, nameHigh[0] as number];
    for (let i = 0; i < inputs.length; i++) {
      const id = ids[at++] as number;
      a = mix(a ^ (low[id] as number));
      b = mix(b ^ (high[id] as number));
    }
    if (label !== undefined) {
      const own = hashInputs([JSON.stringify(label)]);
      a = mix(a ^ (own.low[0] as number));
      b = mix(b ^ (own.high[0] as number));
    }
    return ((b >>> 11) * 2 ** 32 + (a >>> 0)).toString(36).padStart(11, "0");
  });
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) | 0;
}
