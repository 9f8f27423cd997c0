import type { Check } from "../../definition/check.ts";
import type { JsonValue } from "../../definition/json-value.ts";
import { suiteFromJson } from "../../json/suite-from-json.ts";
import { suiteToJson } from "../../json/suite-to-json.ts";
import type { CheckJson } from "../../json/suite-to-json.ts";
import type { Suggestion } from "../../profile/suggested-suite.ts";
import { checkSuite } from "../../suite/check-suite.ts";

/** The check with the room that the suggestion for new data needs; undefined where there is no such suggestion or nothing to widen. */
export function widened(check: Check, suggestions: readonly Suggestion[]): Check | undefined {
  const suggestion = suggestions.find(
    ({ check: own }) => own.check === check.check && own.columns.join("\0") === check.columns.join("\0"),
  );
  if (suggestion === undefined) return undefined;
  const [before, after] = [asJson(check), asJson(suggestion.check)];
  if (before === undefined || after === undefined) return undefined;
  const merged = { ...before, ...wider(before, after) };
  if (JSON.stringify(merged) === JSON.stringify(before)) return undefined;
  return suiteFromJson({ name: "widened", checks: [merged] }).checks[0];
}

function wider(before: CheckJson, after: CheckJson): Record<string, unknown> {
  const room: Record<string, unknown> = {};
  const pick = (name: string, choose: (a: number, b: number) => number): void => {
    const [a, b] = [before[name], after[name]];
    if (typeof a === "number" && typeof b === "number") room[name] = choose(a, b);
    // A bound that the new data does not support is no bound.
    else if (a !== undefined && b !== undefined) room[name] = b;
  };
  pick("min", Math.min);
  pick("max", Math.max);
  if (typeof before["mostly"] === "number" || after["mostly"] !== undefined)
    room["mostly"] = Math.min(Number(before["mostly"] ?? 1), Number(after["mostly"] ?? 1));
  for (const name of ["values", "names", "types"]) {
    const [a, b] = [listOf(before[name]), listOf(after[name])];
    if (a !== undefined && b !== undefined)
      room[name] = [...a, ...b.filter((value) => !a.some((own) => JSON.stringify(own) === JSON.stringify(value)))];
  }
  if (before["pattern"] !== undefined && after["pattern"] !== undefined) room["pattern"] = after["pattern"];
  return room;
}

/** A check of a function of the user's cannot be widened. */
function asJson(check: Check): CheckJson | undefined {
  try {
    return suiteToJson(checkSuite("one", [check])).checks[0];
  } catch {
    return undefined;
  }
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] | undefined {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : undefined;
}
