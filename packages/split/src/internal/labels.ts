import { encodeLabels } from "@mlsys/core";
import type { Label, LabelArray } from "@mlsys/core";
import { SplitError } from "../split-error.ts";

/** Labels as codes among the sorted distinct ones, and how often each occurs. */
export interface CodedLabels {
  readonly classes: readonly Label[];
  readonly codes: Int32Array;
  readonly counts: Int32Array;
}

/** The codes may be the labels themselves: see {@link keptLabels}. */
export function codeLabels(owner: string, argument: string, values: LabelArray | undefined): CodedLabels {
  const { classes, codes, counts } = encodeLabels(owner, { [argument]: values ?? [] }, SplitError);
  return { classes, codes: codes[argument] ?? new Int32Array(0), counts: counts[argument] ?? new Int32Array(0) };
}

/** The same for splits that may be drawn later, when the caller may have changed the labels. */
export function keptLabels(coded: CodedLabels, values: LabelArray | undefined): CodedLabels {
  return coded.codes === values ? { ...coded, codes: coded.codes.slice() } : coded;
}

export function countCodes(codes: Int32Array, classes: number): Int32Array {
  const counts = new Int32Array(classes);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

/** Codes of class labels; numbers with a fraction are no classes. */
export function codeClasses(owner: string, y: LabelArray | undefined): CodedLabels {
  const coded = codeLabels(owner, "y", y);
  const continuous = coded.classes.find((label) => typeof label === "number" && !Number.isInteger(label));
  if (continuous === undefined) return coded;
  throw new SplitError({
    code: "invalidInput",
    what: "y holds numbers that are no classes",
    where: `${owner}, y`,
    found: String(continuous),
    fix: "give whole numbers or texts; bin a continuous target first",
    details: { argument: "y", index: coded.codes.indexOf(coded.classes.indexOf(continuous)) },
  });
}

/** All rows, class by class, those of each ascending; and the part of each class. */
export function rowsByCode({ codes, counts }: CodedLabels): {
  readonly rows: Int32Array;
  readonly ofClass: Int32Array[];
} {
  const rows = new Int32Array(codes.length);
  const next = new Int32Array(counts.length);
  let start = 0;
  const ofClass = Array.from(counts, (count, code) => {
    next[code] = start;
    start += count;
    return rows.subarray(start - count, start);
  });
  placeRows(codes, next, rows);
  return { rows, ofClass };
}

/** Nothing but the loop: what an engine compiles in the middle of it is thrown away when code follows that it has not met. */
function placeRows(codes: Int32Array, next: Int32Array, rows: Int32Array): void {
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    const at = next[code] as number;
    rows[at] = i;
    next[code] = at + 1;
  }
}
