import { randomState } from "@mlsys/core";
import type { RandomStateInput } from "@mlsys/core";
import type { RandomSource } from "../perturbations/perturbation.ts";

/**
 * The stream for one input. It depends on the seed and on the input alone, so that an input's perturbations stay the same when
 * the inputs before it change; the NumPy generator of core would cost 624 words of state for each.
 */
export function randomSource(seed: number, key: string): RandomSource {
  return new InputRandom(hash32(key, seed));
}

class InputRandom implements RandomSource {
  private state: number;

  constructor(state: number) {
    this.state = state;
  }

  real(): number {
    return (this.word() >>> 5) * 2 ** -27 + (this.word() >>> 6) * 2 ** -53;
  }

  below(n: number): number {
    return Math.floor((this.word() / 2 ** 32) * n);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  shuffled<T>(items: readonly T[]): T[] {
    const copy = [...items];
    for (let i = copy.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const held = copy[i] as T;
      copy[i] = copy[j] as T;
      copy[j] = held;
    }
    return copy;
  }

  private word(): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    let mixed = this.state ^ (this.state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  }
}

/** A number to seed such streams with, from whatever a `randomState` option takes. */
export function seedFrom(input: RandomStateInput): number {
  return typeof input === "number" ? input : randomState(input).uint32();
}

/** FNV-1a over UTF-16 units, then mixed; not for security. */
export function hash32(text: string, seed = 0): number {
  let hash = (0x811c9dc5 ^ seed) | 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}
