import { arrayOf, didYouMean, either, integer, parseOptions, real, text } from "@mlsys/core";
import type { Table } from "@mlsys/core";
import { covariateShift } from "./audits/covariate-shift.ts";
import type { Audit, AuditContext, AuditEvidence, AuditFinding, AuditRow, Side, SideName } from "./audits/audit.ts";
import { exactDuplicates } from "./audits/exact-duplicates.ts";
import { futureInPast } from "./audits/future-in-past.ts";
import { nearDuplicates } from "./audits/near-duplicates.ts";
import { sharedGroups } from "./audits/shared-groups.ts";
import { smallStrata } from "./audits/small-strata.ts";
import { targetShift } from "./audits/target-shift.ts";
import { asTable } from "./internal/as-table.ts";
import { SplitError } from "./split-error.ts";

/** The parts of a split, as `trainTestSplit` and `trainValidationTestSplit` return them, or put together by hand. */
export interface AuditedSplit {
  readonly train: unknown;
  readonly validation?: unknown;
  readonly test: unknown;
  readonly trainIndices?: Int32Array | undefined;
  readonly validationIndices?: Int32Array | undefined;
  readonly testIndices?: Int32Array | undefined;
}

/** Options of {@link auditSplit}; columns are given by name. */
export interface AuditSplitOptions {
  /** The target: its shift and too small classes are looked for. */
  readonly target?: string | undefined;
  /** What must not be on two sides: users, patients, sessions. */
  readonly groups?: string | undefined;
  /** When the rows happened: training rows must be older than test rows. */
  readonly time?: string | undefined;
  /** Columns to leave out of the comparison of rows, such as running numbers. */
  readonly ignore?: readonly string[] | undefined;
  /** Columns of text to search for near duplicates. Default: text columns with five words or more on average. */
  readonly text?: string | readonly string[] | undefined;
  /** From which Jaccard similarity of runs of five characters texts count as near duplicates. Default 0.8. */
  readonly similarity?: number | undefined;
  /** Level of the tests for shift. Default 0.01. */
  readonly level?: number | undefined;
  /** How many rows of each class every side needs. Default 2. */
  readonly minStratumRows?: number | undefined;
  /** How many pieces of evidence each finding has at most. Default 100. */
  readonly maxEvidence?: number | undefined;
  /** Seed of the test for covariate shift. Default 0. */
  readonly randomState?: number | undefined;
}

/** What is wrong with a split, as plain data. */
export interface SplitAudit {
  readonly kind: "splitAudit";
  /** Whether no finding is an error; warnings may be left. */
  readonly passed: boolean;
  /** Number of rows of each side. */
  readonly rows: Readonly<Partial<Record<SideName, number>>>;
  readonly findings: readonly AuditFinding[];
}

export type { AuditEvidence, AuditFinding, AuditRow, SideName };

const AUDITS: readonly Audit[] = [
  exactDuplicates,
  nearDuplicates,
  sharedGroups,
  futureInPast,
  smallStrata,
  targetShift,
  covariateShift,
];

/**
 * Looks for leakage and shift between the parts of a split: exact and near duplicates on two sides (MinHash), groups on two
 * sides, training rows that are younger than test rows, classes with too few rows, and targets or features that are distributed
 * otherwise.
 *
 * @param split - the parts; the indices, where there, make evidence point into the whole data.
 * @param options - the columns that play a part, and thresholds.
 * @returns a finding of each audit that had something to look at, with rows as evidence.
 * @throws {@link SplitError} `invalidOption` when a column does not exist; `invalidInput`, `tooFewSamples`.
 *
 * @example
 * ```ts
 * import { auditSplit } from "@mlsys/split";
 *
 * const train = [{ user: "a", text: "sales rose by ten percent" }, { user: "b", text: "the loss was smaller than last year" }];
 * const test = [{ user: "a", text: "sales rose by ten percent" }];
 * const audit = auditSplit({ train, test }, { groups: "user" });
 * audit.passed; // => false
 * audit.findings.filter(({ passed }) => !passed).map(({ audit: name }) => name); // => ["exactDuplicates", "nearDuplicates", "sharedGroups"]
 * audit.findings[0]?.evidence[0]?.rows; // => [{ side: "train", row: 0 }, { side: "test", row: 0 }]
 * ```
 */
export function auditSplit(split: AuditedSplit, options?: AuditSplitOptions): SplitAudit {
  const context = contextOf(split, options);
  const findings = AUDITS.flatMap((audit) => audit(context) ?? []);
  return {
    kind: "splitAudit",
    passed: findings.every(({ passed, severity }) => passed || severity === "warning"),
    rows: Object.fromEntries(context.sides.map(({ name, table }) => [name, table.numRows])),
    findings,
  };
}

const OWNER = "auditSplit";

function contextOf(split: AuditedSplit, options: AuditSplitOptions | undefined): AuditContext {
  const parsed = parseOptions(
    OWNER,
    options,
    {
      target: { rule: text() },
      groups: { rule: text() },
      time: { rule: text() },
      ignore: { rule: arrayOf(text()), default: [] as readonly string[] },
      text: { rule: either(text(), arrayOf(text())) },
      similarity: { rule: real({ above: 0, max: 1 }), default: 0.8 },
      level: { rule: real({ above: 0, below: 1 }), default: 0.01 },
      minStratumRows: { rule: integer({ min: 1 }), default: 2 },
      maxEvidence: { rule: integer({ min: 0 }), default: 100 },
      randomState: { rule: integer({ min: 0, max: 0xffffffff }), default: 0 },
    },
    SplitError,
  );
  const sides = sidesOf(split);
  const [first] = sides;
  const names = first === undefined ? [] : first.table.columnNames;
  const given = parsed.text === undefined ? undefined : [parsed.text].flat();
  const special = [parsed.target, parsed.groups, parsed.time].filter((name) => name !== undefined);
  for (const name of [...special, ...parsed.ignore, ...(given ?? [])]) checkColumn(name, names, "train");
  for (const { name: side, table } of sides) for (const name of names) checkColumn(name, table.columnNames, side);
  const features = names.filter((name) => !special.includes(name) && !parsed.ignore.includes(name));
  return {
    ...parsed,
    sides,
    pairs: sides.flatMap((earlier, at) => sides.slice(at + 1).map((later) => [earlier, later] as const)),
    features,
    text: given ?? (first === undefined ? [] : features.filter((name) => isProse(first.table, name))),
    seed: parsed.randomState,
  };
}

function sidesOf(split: AuditedSplit): Side[] {
  const names = (["train", "validation", "test"] as const).filter((name) => split[name] !== undefined);
  const sides = names.map((name) => ({
    name,
    table: asTable(split[name], OWNER, name),
    indices: split[`${name}Indices`],
  }));
  const empty = sides.find(({ table }) => table.numRows === 0);
  if (sides.length >= 2 && empty === undefined) return sides;
  throw new SplitError({
    code: "tooFewSamples",
    what: empty === undefined ? "there are not two sides to compare" : "a side has no rows",
    where: empty === undefined ? OWNER : `${OWNER}, ${empty.name}`,
    fix: "give { train, test }, both with rows",
    details: { sides: names },
  });
}

function checkColumn(name: string, names: readonly string[], side: SideName): void {
  if (names.includes(name)) return;
  throw new SplitError({
    code: "invalidOption",
    what: `there is no column ${JSON.stringify(name)}`,
    where: `${OWNER}, ${side}`,
    fix: didYouMean(name, names),
    details: { column: name, columns: names, side },
  });
}

const WORDS_OF_PROSE = 5;

function isProse(table: Table, name: string): boolean {
  const sample = table
    .slice(0, 200)
    .column(name as never)
    .toArray() as readonly unknown[];
  if (!sample.every((value) => value === null || typeof value === "string")) return false;
  const words = sample.reduce<number>(
    (sum, value) => sum + (typeof value === "string" ? value.split(/\s+/u).length : 0),
    0,
  );
  return words >= WORDS_OF_PROSE * sample.length;
}
