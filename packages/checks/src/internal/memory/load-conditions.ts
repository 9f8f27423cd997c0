import { haveRareConditions, loadedConditions } from "./rare-conditions.ts";

/** Conditions and operands that every suite can have without more code. */
const COMMON: readonly string[] = ["between", "missing", "nan", "and", "not", "column", "literal"];

/** Loads what the conditions of some requests need, so that pages that need less load less. */
export async function loadConditions(requests: readonly unknown[]): Promise<void> {
  if (loadedConditions() !== undefined || !requests.some(hasRare)) return;
  haveRareConditions(await import("../on-demand.ts"));
}

function hasRare(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if ("op" in value && !COMMON.includes(String(value.op))) return true;
  return Object.values(value).some(hasRare);
}
