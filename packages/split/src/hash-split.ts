import { Column, parseOptions, satisfying, sha256, showValue, text } from "@mlsys/core";
import type { LabelArray, OptionRule } from "@mlsys/core";
import { isLabels, readLabels } from "./internal/make-splitter.ts";
import { rowCount, takeRows } from "./internal/rows.ts";
import { SplitError } from "./split-error.ts";
import type { Splittable } from "./splittable.ts";
import type { TrainValidationTestSplit } from "./train-validation-test-split.ts";

/** Options of {@link hashSplit}. */
export interface HashSplitOptions {
  /** What decides where a row goes: ids, one per row, or the name of a column. Rows of one id stay together. */
  readonly key: LabelArray | string;
  /** Mixed into the hash, so that several experiments split one data set independently. Default `""`. */
  readonly salt?: string | undefined;
  /** Expected share of the test set, from 0 to 1. Default 0.2. */
  readonly testShare?: number | undefined;
  /** Expected share of the validation set, from 0 to 1. Default 0. */
  readonly validationShare?: number | undefined;
}

/**
 * Splits by the hash of an id: a row stays on its side when the data grow, are reordered or are split elsewhere. The place of an
 * id is the first 48 bits of SHA-256 of `salt`, a zero byte and the id as text, as a fraction of 1: below `testShare` is test, the
 * next `validationShare` is validation, the rest training.
 *
 * @param data - a number of rows, an array, a typed array, a `Table`, a matrix, or a record of those.
 * @param options - the key (required), salt, shares.
 * @returns the parts, of the same kind as the data, each in the order of the rows; shares are met on average.
 * @throws {@link SplitError} `invalidOption`, `lengthMismatch`, `invalidInput` when an id is missing.
 *
 * @example
 * ```ts
 * import { hashSplit } from "@mlsys/split";
 *
 * const key = Array.from({ length: 1000 }, (_, i) => `user-${i}`);
 * const { testIndices } = hashSplit(1000, { key, salt: "churn", testShare: 0.2 });
 * const more = hashSplit(2000, { key: [...key, ...key.map((id) => `new-${id}`)], salt: "churn", testShare: 0.2 });
 * more.testIndices.slice(0, testIndices.length); // => testIndices
 * ```
 */
export function hashSplit<const Data extends Splittable>(
  data: Data,
  options: HashSplitOptions,
): TrainValidationTestSplit<Data> {
  const { key, salt, testShare, validationShare } = parseOptions(
    OWNER,
    options,
    {
      key: { rule: satisfying("an array of ids or the name of a column", isLabels), required: true },
      salt: { rule: text(), default: "" },
      testShare: { rule: share(), default: 0.2 },
      validationShare: { rule: share(), default: 0 },
    },
    SplitError,
  );
  if (testShare + validationShare > 1) {
    throw new SplitError({
      code: "invalidOption",
      what: "testShare and validationShare do not fit together",
      where: OWNER,
      found: `${testShare} and ${validationShare}`,
      fix: "let them sum to at most 1",
    });
  }
  const ids = readLabels(OWNER, "key", key, data, rowCount(data, OWNER));
  const places = placesOf(ids, salt);
  const rows = Int32Array.from(places.keys());
  const trainIndices = rows.filter((row) => (places[row] ?? 0) >= testShare + validationShare);
  const testIndices = rows.filter((row) => (places[row] ?? 0) < testShare);
  const validationIndices = rows.filter((row) => {
    const place = places[row] ?? 0;
    return place >= testShare && place < testShare + validationShare;
  });
  return {
    train: takeRows(data, trainIndices),
    validation: takeRows(data, validationIndices),
    test: takeRows(data, testIndices),
    trainIndices,
    validationIndices,
    testIndices,
  };
}

const OWNER = "hashSplit";

function share(): OptionRule<number> {
  return satisfying(
    "a number from 0 to 1",
    (value): value is number => typeof value === "number" && value >= 0 && value <= 1,
  );
}

/** Where each id lies between 0 and 1. */
function placesOf(ids: LabelArray, salt: string): Float64Array {
  const known = new Map<string, number>();
  return Float64Array.from({ length: ids.length }, (_, i) => {
    const id = asText(ids instanceof Column ? ids.at(i) : ids[i], i);
    let place = known.get(id);
    if (place === undefined) {
      place = Number.parseInt(sha256(`${salt}\u0000${id}`).slice(0, 12), 16) / 2 ** 48;
      known.set(id, place);
    }
    return place;
  });
}

function asText(id: unknown, index: number): string {
  if (typeof id === "string") return id;
  if (typeof id === "bigint" || typeof id === "boolean" || (typeof id === "number" && Number.isFinite(id)))
    return String(id);
  if (id instanceof Date && !Number.isNaN(id.getTime())) return id.toISOString();
  throw new SplitError({
    code: "invalidInput",
    what: "this is no id",
    where: `${OWNER}, key[${index}]`,
    found: showValue(id),
    fix: "give a text, a number or a date for every row",
    details: { owner: OWNER, argument: "key", index },
  });
}
