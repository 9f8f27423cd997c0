import type { Expectation } from "../expectations/expectation.ts";
import { equals } from "../expectations/equals.ts";
import { isClose } from "../expectations/is-close.ts";
import type { Label, Prediction } from "../predictors/prediction.ts";
import type { AnyTest, Gate } from "../suite/behavior-test.ts";
import { testId } from "../suite/test-id.ts";

const MOST_GROUPS = 8;
const LEAST = 20;

/** For each column of a few values: the model is right as often for one as for another. */
export function parityTests(
  rows: readonly Readonly<Record<string, unknown>>[],
  columns: readonly string[],
  labels: readonly Label[],
  base: readonly Prediction[],
  gate: Gate,
): AnyTest[] {
  const expect = measureFor(labels, base);
  return columns.flatMap((column): AnyTest[] | AnyTest => {
    const sizes = new Map<unknown, number>();
    for (const row of rows) sizes.set(row[column], (sizes.get(row[column]) ?? 0) + 1);
    const large = [...sizes].filter(([value, size]) => size >= LEAST && isName(value)).map(([value]) => value);
    if (large.length < 2 || sizes.size > MOST_GROUPS) return [];
    const kept = [...rows.keys()].filter((i) => large.includes(rows[i]?.[column]));
    const name = `${column}: as right in every group`;
    return {
      id: testId(name),
      name,
      type: "PARITY",
      capability: "fairness",
      description: "",
      severity: "error",
      tags: [],
      aggregate: "all",
      gate,
      expect: expect,
      cases: kept.map((i) => ({ inputs: [rows[i]], label: labels[i], group: String(rows[i]?.[column] as Label) })),
      skipped: 0,
    };
  });
}

/** For classes, whether the label is told; for numbers, whether the error is not above the median error. */
function measureFor(labels: readonly Label[], base: readonly Prediction[]): Expectation<never, unknown> {
  const errors = base.flatMap((each, i) => ("value" in each ? [Math.abs(each.value - Number(labels[i]))] : []));
  if (errors.length === 0) return equals();
  return isClose({ tolerance: [...errors].sort((a, b) => a - b)[Math.floor(errors.length / 2)] ?? 0 });
}

function isName(value: unknown): boolean {
  return typeof value === "string" || typeof value === "boolean" || typeof value === "number";
}
