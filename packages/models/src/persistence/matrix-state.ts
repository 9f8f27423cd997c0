import type { Matrix } from "@mlsys/core";
import type { StateValue } from "./saved-model.ts";

/** A matrix as state: its shape and its elements. */
export function matrixState({ rows, cols, data }: Matrix): { readonly [key: string]: StateValue } {
  return { rows, cols, data };
}
