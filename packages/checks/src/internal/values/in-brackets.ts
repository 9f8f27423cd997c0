import { showValue } from "@mlsys/core/basics";

const SHOWN = 8;

/** A list of values for a sentence: `["a", "b"]`, cut after a few. */
export function inBrackets(values: readonly unknown[]): string {
  const shown = values.slice(0, SHOWN).map((value) => showValue(value, 30));
  if (values.length > SHOWN) shown.push(`and ${values.length - SHOWN} more`);
  return `[${shown.join(", ")}]`;
}
