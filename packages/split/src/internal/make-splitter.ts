import { parseOptions, satisfying, silentLogger } from "@mlsys/core";
import type { LabelArray, Logger } from "@mlsys/core";
import { SplitError } from "../split-error.ts";
import type { Splittable } from "../splittable.ts";
import type { SplitInputs, Splitter, TrainTestIndices } from "../splitter.ts";
import { columnNamed, lengthMismatch, rowCount } from "./rows.ts";

/** The checked inputs of one call of `split`. */
export interface CheckedInputs {
  readonly n: number;
  readonly y: LabelArray | undefined;
  readonly groups: LabelArray | undefined;
  readonly logger: Logger;
}

/** What each kind of splitter declares; {@link makeSplitter} makes the rest. */
export interface SplitterKind {
  readonly kind: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly needsY?: boolean;
  readonly needsGroups?: boolean;
  /** Checks the inputs and returns what starts an iteration. */
  plan(inputs: CheckedInputs): () => Iterable<TrainTestIndices>;
  countSplits(inputs: () => CheckedInputs): number;
}

export function makeSplitter(kind: SplitterKind): Splitter {
  const { needsY = false, needsGroups = false, options } = kind;
  return {
    kind: kind.kind,
    options,
    needsY,
    needsGroups,
    split(data, inputs) {
      const checked = checkInputs(`${kind.kind}.split`, data, inputs);
      requireInputs(kind, checked);
      warnOfIgnored(kind, checked);
      const start = kind.plan(checked);
      return { [Symbol.iterator]: () => start()[Symbol.iterator]() };
    },
    getNSplits: (data, inputs) =>
      kind.countSplits(() => {
        const checked = checkInputs(`${kind.kind}.getNSplits`, data, inputs);
        requireInputs({ ...kind, needsY: false }, checked);
        return checked;
      }),
  };
}

export function isLabels(value: unknown): value is LabelArray | string {
  return typeof value === "string" || (typeof value === "object" && value !== null && "length" in value);
}

const labels = (): ReturnType<typeof satisfying<LabelArray | string>> =>
  satisfying("an array of labels or the name of a column", isLabels);

function isLogger(value: unknown): value is Logger {
  return typeof value === "object" && value !== null && "warn" in value;
}

function checkInputs(owner: string, data: Splittable | undefined, inputs: SplitInputs | undefined): CheckedInputs {
  const parsed = parseOptions(
    owner,
    inputs,
    {
      y: { rule: labels() },
      groups: { rule: labels() },
      logger: { rule: satisfying("a logger", isLogger), default: silentLogger },
    },
    SplitError,
  );
  const y = valuesOf(parsed.y, data, owner, "y");
  const groups = valuesOf(parsed.groups, data, owner, "groups");
  const n = data === undefined ? (groups?.length ?? y?.length) : rowCount(data, owner);
  if (n === undefined) throw missing(owner);
  if (y !== undefined && y.length !== n) throw lengthMismatch(owner, "y", y.length, n);
  if (groups !== undefined && groups.length !== n) throw lengthMismatch(owner, "groups", groups.length, n);
  return { n, y, groups, logger: parsed.logger };
}

/** The labels themselves, where the caller named a column of the data. */
function valuesOf(
  given: LabelArray | string | undefined,
  data: unknown,
  owner: string,
  argument: string,
): LabelArray | undefined {
  return typeof given === "string" ? columnNamed(data, given, owner, argument) : given;
}

/** Labels of the right length, or the column of that name. */
export function readLabels(
  owner: string,
  argument: string,
  given: LabelArray | string,
  data: unknown,
  n: number,
): LabelArray {
  const values = typeof given === "string" ? columnNamed(data, given, owner, argument) : given;
  if (values.length === n) return values;
  throw lengthMismatch(owner, argument, values.length, n);
}

function missing(owner: string): SplitError {
  return new SplitError({
    code: "invalidInput",
    what: "the data are missing",
    where: owner,
    fix: "give the data or their number of rows",
  });
}

function requireInputs({ kind, needsY = false, needsGroups = false }: SplitterKind, inputs: CheckedInputs): void {
  if (needsY && inputs.y === undefined) {
    throw new SplitError({
      code: "missingLabels",
      what: "y is missing",
      where: kind,
      fix: "give { y }, one label per row",
    });
  }
  if (needsGroups && inputs.groups === undefined) {
    const fix = "give { groups }, one per row";
    throw new SplitError({ code: "missingGroups", what: "groups are missing", where: kind, fix });
  }
}

function warnOfIgnored({ kind, needsGroups = false }: SplitterKind, { groups, logger }: CheckedInputs): void {
  if (groups !== undefined && !needsGroups) logger.warn(`${kind} ignores groups`, { kind });
}
