import { ChecksError } from "../../checks-error.ts";

/** Refuses a sample of too few values, or with one that is not a finite number: no statistic of it means anything. */
export function acceptSample(name: "reference" | "current", values: ArrayLike<number>, least = 1): void {
  if (values.length < least) {
    throw refusal(name, "the sample is too small", `${values.length} values`, `give at least ${least}`);
  }
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw refusal(`${name}[${i}]`, "a value is not a finite number", String(values[i]), "leave such values out");
    }
  }
}

/** Refuses counts that are not of the same categories, negative ones, and sides without a row. */
export function acceptCounts(reference: ArrayLike<number>, current: ArrayLike<number>): void {
  const [n, m] = [totalOf("reference", reference), totalOf("current", current)];
  if (reference.length === current.length && n > 0 && m > 0) return;
  throw new ChecksError({
    code: "invalidData",
    what: "the counts cannot be compared",
    found: `${reference.length} of ${n} rows and ${current.length} of ${m} rows`,
    fix: "give counts of the same categories, not all 0",
  });
}

/** Refuses hits that are no part of the rows. */
export function acceptHits(name: "reference" | "current", hits: number, rows: number): void {
  const isPart = Number.isInteger(hits) && Number.isInteger(rows) && hits >= 0 && hits <= rows;
  if (isPart && rows > 0) return;
  throw refusal(
    name,
    "hits are no part of the rows",
    `${hits} of ${rows}`,
    "give whole numbers, 0 ≤ hits ≤ rows, rows ≥ 1",
  );
}

/** Refuses what is no probability. */
export function acceptPValues(pValues: readonly number[]): void {
  pValues.forEach((pValue, i) => {
    if (pValue >= 0 && pValue <= 1) return;
    throw refusal(`pValues[${i}]`, "a p-value is not accepted", String(pValue), "give numbers from 0 to 1");
  });
}

function totalOf(name: "reference" | "current", counts: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] as number;
    if (!(count >= 0 && count < Infinity)) {
      throw refusal(`${name}[${i}]`, "a count is not a finite number of at least 0", String(count), "give counts");
    }
    total += count;
  }
  return total;
}

function refusal(where: string, what: string, found: string, fix: string): ChecksError {
  return new ChecksError({ code: "invalidData", what, where, found, fix });
}
