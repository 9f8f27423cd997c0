import type { Table } from "@mlsys/core";

/** The name of a part of a split. */
export type SideName = "train" | "validation" | "test";

/** One part of a split as a table, with the rows that it has in the whole data, where these are known. */
export interface Side {
  readonly name: SideName;
  readonly table: Table;
  readonly indices: Int32Array | undefined;
}

/** A row as evidence. */
export interface AuditRow {
  readonly side: SideName;
  /** Its place in the part. */
  readonly row: number;
  /** Its place in the whole data, where the split says so. */
  readonly index?: number;
}

/** What one audit found. */
export interface AuditFinding {
  /** The name of the audit. */
  readonly audit: string;
  readonly passed: boolean;
  /** An error makes the test figures wrong; a warning may. */
  readonly severity: "error" | "warning";
  /** What was found, in a sentence. */
  readonly message: string;
  readonly figures: Readonly<Record<string, number>>;
  /** The rows that show it, at most as many as `maxEvidence` says. */
  readonly evidence: readonly AuditEvidence[];
}

/** Rows that belong together, or a value that is at fault. */
export interface AuditEvidence {
  readonly rows: readonly AuditRow[];
  /** The group, class, column or text that they share. */
  readonly value?: string;
  /** How alike texts are (Jaccard), or how strong a shift is. */
  readonly score?: number;
}

/** What every audit gets. */
export interface AuditContext {
  /** The parts, training first, test last. */
  readonly sides: readonly Side[];
  /** Each earlier with each later part. */
  readonly pairs: readonly (readonly [Side, Side])[];
  readonly groups: string | undefined;
  readonly time: string | undefined;
  readonly target: string | undefined;
  /** The columns that are neither target, group, time nor ignored. */
  readonly features: readonly string[];
  readonly text: readonly string[];
  readonly similarity: number;
  readonly level: number;
  readonly minStratumRows: number;
  readonly maxEvidence: number;
  readonly seed: number;
}

/** One audit: undefined where the options give it nothing to look at. */
export type Audit = (context: AuditContext) => AuditFinding | undefined;

export function rowOf(side: Side, row: number): AuditRow {
  const index = side.indices?.[row];
  return index === undefined ? { side: side.name, row } : { side: side.name, row, index };
}

/** `3 rows`, `1 row`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
