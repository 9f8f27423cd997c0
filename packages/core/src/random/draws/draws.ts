import type { Mt19937 } from "../mt19937.ts";
import { PlainDraws } from "./plain-draws.ts";
import { wasmDraws } from "./wasm-draws.ts";

/** Draws of a generator in bulk. Each implementation gives the same. */
export interface Draws {
  /** Where the draws are put. */
  readonly drawn: Int32Array;
  /** Takes over a generator, which must not be used until {@link Draws.close}. */
  open(bits: Mt19937): void;
  /**
   * Draws a whole number from 0 to `top`, one from 0 to `top - 1` and so on down to 1, as many as there is room for, as
   * {@link Mt19937.interval} does; gives how many.
   */
  descend(top: number): number;
  /** Moves the generator on by all that was drawn. */
  close(bits: Mt19937): void;
}

let known: Draws | undefined;

/** The fastest that there is. One generator at a time. */
export function draws(): Draws {
  known ??= wasmDraws() ?? new PlainDraws();
  return known;
}
