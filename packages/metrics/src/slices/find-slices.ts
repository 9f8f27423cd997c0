import { arrayOf, didYouMean, integer, oneOf, parseOptions, real, Table, text } from "@mlsys/core";
import type { LabelArray, TableInput } from "@mlsys/core";
import { binomialAtMost } from "../distributions/beta.ts";
import { normalCdf } from "../distributions/normal.ts";
import { checkSameLength } from "../input/numbers.ts";
import { midranks } from "../intervals/midranks.ts";
import type { Interval } from "../intervals/wilson-interval.ts";
import { MetricsError } from "../metrics-error.ts";
import { lossInterval, momentsOf } from "./compare-slice.ts";
import { discretize } from "./discretize.ts";
import type { BinnedColumn } from "./discretize.ts";
import { conditionText } from "./slice-condition.ts";
import type { SliceCondition } from "./slice-condition.ts";
import { readLosses } from "./row-losses.ts";
import type { Task } from "./row-losses.ts";
import { candidatesOf, rowsOf } from "./slice-lattice.ts";
import type { Candidate } from "./slice-lattice.ts";

/** Options of {@link findSlices}. */
export interface FindSlicesOptions {
  /** The columns to search. Default: all that have few values or are numbers. */
  readonly columns?: readonly string[] | undefined;
  /** Conjunctions of at most this many conditions, 1 to 3. Default 3 with up to 25 columns, else 2. */
  readonly maxConditions?: number | undefined;
  /** Slices have at least this many rows. Default: a hundredth of the rows, at least 20. */
  readonly minRows?: number | undefined;
  /** Into how many ranges numbers are cut. Default 5. */
  readonly bins?: number | undefined;
  /** The chance of even one false alarm. Default 0.05. */
  readonly level?: number | undefined;
  /** Only slices whose loss is at least this many times the whole's. Default 1.2. */
  readonly minLift?: number | undefined;
  /** At most this many slices. Default 10. */
  readonly maxSlices?: number | undefined;
  /** Whether classes or numbers are predicted. Default: numbers if any has a fraction. */
  readonly task?: Task | undefined;
  /** How many row indices each slice lists. Default 1000. */
  readonly maxEvidence?: number | undefined;
}

/** A part of the data on which the model is weak. */
export interface FoundSlice {
  readonly name: string;
  readonly conditions: readonly SliceCondition[];
  readonly rows: number;
  readonly share: number;
  /** Share of wrong predictions, or mean squared error. */
  readonly loss: number;
  readonly lossInterval: Interval;
  /** The loss divided by that of all rows. */
  readonly lift: number;
  /** The chance of so many errors, were the slice like the rest, corrected for all slices that were looked at. */
  readonly adjustedPValue: number;
  readonly indices: readonly number[];
}

/** The weakest slices, the surest first; each beyond what those before it explain. */
export interface FoundSlices {
  readonly kind: "foundSlices";
  readonly task: Task;
  readonly rows: number;
  /** The loss of all rows. */
  readonly loss: number;
  /** How many conjunctions were looked at. */
  readonly tested: number;
  readonly level: number;
  readonly slices: readonly FoundSlice[];
}

/**
 * Searches for parts of the data on which a model is weak: all conjunctions of up to three conditions with enough rows, as
 * SliceLine does, with a test of each. The surest slice is taken, its rows are set aside, and what is left must be weak by itself.
 * The chance of even one false alarm is below `level` (Bonferroni's correction, the level shared out evenly over one, two and three
 * conditions).
 *
 * @param data - the rows: a table, row objects, a record of columns.
 * @param yTrue - true classes or numbers, one per row.
 * @param yPred - predicted ones.
 * @param options - columns, number of conditions, support, level.
 * @returns plain data.
 * @throws {@link MetricsError} `invalidOption` when a column does not exist; `lengthMismatch`, `emptyInput`, `invalidInput`.
 * @see Sagadeeva and Boehm, "SliceLine: fast, linear-algebra-based slice finding for ML model debugging", SIGMOD 2021.
 *
 * @example
 * ```ts
 * import { findSlices } from "@mlsys/metrics";
 *
 * const rows = Array.from({ length: 600 }, (_, i) => ({ sector: ["bank", "tech", "oil"][i % 3], region: i % 2 === 0 ? "eu" : "us" }));
 * const yTrue = rows.map((_, i) => i % 5);
 * const yPred = yTrue.map((label, i) => (rows[i]?.sector === "oil" && rows[i]?.region === "eu" && i % 4 > 0 ? label + 1 : label));
 * findSlices(rows, yTrue, yPred).slices.map(({ name }) => name); // => ["sector = oil and region = eu"]
 * ```
 */
export function findSlices(
  data: TableInput,
  yTrue: LabelArray,
  yPred: LabelArray,
  options?: FindSlicesOptions,
): FoundSlices {
  const parsed = parseFind(options);
  const table = Table.from(data);
  const { task, losses } = readLosses(OWNER, yTrue, yPred, parsed.task);
  checkSameLength(OWNER, "data", table.numRows, losses.length);
  for (const name of parsed.columns ?? []) if (!table.hasColumn(name)) throw unknownColumn(name, table);
  const columns = discretize(table, parsed.columns ?? table.columnNames, parsed.bins);
  const depth = Math.min(parsed.maxConditions ?? (columns.length > 25 ? 2 : 3), columns.length);
  const minRows = parsed.minRows ?? Math.max(20, Math.ceil(losses.length / 100));
  const whole = momentsOf(losses, Int32Array.from(losses.keys()));
  const settings = { ...parsed, task, depth, minRows };
  const { suspects, tested } = search(columns, judgeOf(losses, task), settings);
  const slices = choose(suspects, columns, losses, settings).map(({ candidate, pValue }): FoundSlice => {
    const rows = rowsOf(candidate, columns);
    const own = momentsOf(losses, rows);
    const conditions = candidate.columns.map((at, k) => conditionAt(columns, at, candidate.bins[k] ?? 0));
    return {
      name: conditions.map(conditionText).join(" and "),
      conditions,
      rows: rows.length,
      share: rows.length / losses.length,
      loss: own.mean,
      lossInterval: lossInterval(own, task === "classification", 1 - parsed.level),
      lift: own.mean / whole.mean,
      adjustedPValue: pValue,
      indices: Array.from(rows.subarray(0, parsed.maxEvidence)),
    };
  });
  return { kind: "foundSlices", task, rows: losses.length, loss: whole.mean, tested, level: parsed.level, slices };
}

const OWNER = "findSlices";

function parseFind(options: FindSlicesOptions | undefined) {
  return parseOptions(
    OWNER,
    options,
    {
      columns: { rule: arrayOf(text()) },
      maxConditions: { rule: integer({ min: 1, max: 3 }) },
      minRows: { rule: integer({ min: 1 }) },
      bins: { rule: integer({ min: 2, max: 60 }), default: 5 },
      level: { rule: real({ above: 0, below: 1 }), default: 0.05 },
      minLift: { rule: real({ min: 1 }), default: 1.2 },
      maxSlices: { rule: integer({ min: 1 }), default: 10 },
      task: { rule: oneOf("classification", "regression") },
      maxEvidence: { rule: integer({ min: 0 }), default: 1000 },
    },
    MetricsError,
  );
}

interface Settings {
  readonly task: Task;
  readonly depth: number;
  readonly minRows: number;
  readonly level: number;
  readonly minLift: number;
  readonly maxSlices: number;
}

/** What the test works on: wrong or not, or the rank of the loss, so that single large errors do not decide. */
interface Judge {
  readonly values: Float64Array;
  readonly isShare: boolean;
}

function judgeOf(losses: Float64Array, task: Task): Judge {
  return task === "classification" ? { values: losses, isShare: true } : { values: midranks(losses), isShare: false };
}

interface Suspect {
  readonly candidate: Candidate;
  /** Corrected. */
  readonly pValue: number;
  /** By how much it is corrected. */
  readonly factor: number;
}

/** All conjunctions that are worse than the rest beyond chance. */
function search(
  columns: readonly BinnedColumn[],
  judge: Judge,
  { depth, minRows, level }: Settings,
): { readonly suspects: Suspect[]; readonly tested: number } {
  const all = totalsOf(judge.values);
  const suspects: Suspect[] = [];
  let tested = 0;
  for (let conditions = 1; conditions <= depth; conditions++) {
    const found: { readonly candidate: Candidate; readonly raw: number }[] = [];
    let count = 0;
    for (const candidate of candidatesOf(columns, judge.values, conditions, minRows)) {
      count += 1;
      const raw = chanceOf(candidate, all, judge.isShare);
      if (raw < level) found.push({ candidate, raw });
    }
    tested += count;
    const factor = count * depth;
    for (const { candidate, raw } of found) {
      if (raw * factor < level) suspects.push({ candidate, pValue: raw * factor, factor });
    }
  }
  return { suspects, tested };
}

interface Totals {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

function totalsOf(values: Float64Array): Totals {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    sum += value;
    squares += value * value;
  }
  return { n: values.length, sum, squares };
}

/** The chance of a sum at least this large in so many rows, were they drawn from all: binomial of errors, normal of ranks. */
function chanceOf(
  { rows, loss }: Pick<Candidate, "rows" | "loss">,
  { n, sum, squares }: Totals,
  isShare: boolean,
): number {
  const mean = sum / n;
  if (rows === n || loss <= rows * mean) return 1;
  if (isShare) return 1 - mean <= 0 ? 1 : binomialAtMost(rows - loss, rows, 1 - mean);
  const variance = (squares / n - mean ** 2) * rows * ((n - rows) / (n - 1));
  return variance <= 0 ? 1 : normalCdf(-(loss - rows * mean) / Math.sqrt(variance));
}

/** Takes the surest suspect, sets its rows aside, and goes on while others are weak without them. */
function choose(
  suspects: readonly Suspect[],
  columns: readonly BinnedColumn[],
  losses: Float64Array,
  { task, level, minLift, minRows, maxSlices }: Settings,
): Suspect[] {
  const judge = judgeOf(losses, task);
  const isAside = new Uint8Array(losses.length);
  const chosen: Suspect[] = [];
  const meanLoss = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  let left = suspects
    .toSorted((a, b) => a.pValue - b.pValue || a.candidate.columns.length - b.candidate.columns.length)
    .slice(0, MOST_SUSPECTS)
    .map((suspect) => ({ suspect, rows: rowsOf(suspect.candidate, columns), pValue: suspect.pValue }))
    .filter(({ rows }) => rows.reduce((sum, row) => sum + (losses[row] ?? 0), 0) >= minLift * meanLoss * rows.length);
  while (left.length > 0 && chosen.length < maxSlices) {
    const best = left.reduce((surest, each) => (each.pValue < surest.pValue ? each : surest));
    chosen.push(best.suspect);
    for (const row of best.rows) isAside[row] = 1;
    const rest = totalsOf(judge.values.filter((_, row) => isAside[row] === 0));
    left = left.flatMap((each) => {
      const rows = each.rows.filter((row) => isAside[row] === 0);
      const loss = rows.reduce((sum, row) => sum + (judge.values[row] ?? 0), 0);
      if (rows.length < minRows) return [];
      const pValue = chanceOf({ rows: rows.length, loss }, rest, judge.isShare) * each.suspect.factor;
      return pValue < level ? [{ ...each, rows, pValue }] : [];
    });
  }
  return chosen;
}

const MOST_SUSPECTS = 400;

function conditionAt(columns: readonly BinnedColumn[], at: number, bin: number): SliceCondition {
  return columns[at]?.conditions[bin] ?? { column: "" };
}

function unknownColumn(name: string, table: Table): MetricsError {
  return new MetricsError({
    code: "invalidOption",
    what: `there is no column ${JSON.stringify(name)}`,
    where: `${OWNER}, columns`,
    fix: didYouMean(name, table.columnNames),
    details: { option: "columns", column: name, columns: table.columnNames },
  });
}
