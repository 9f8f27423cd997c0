import { parseOptions, satisfying, stableHash, text } from "@mlsys/core";
import { asTable } from "./internal/as-table.ts";
import { SplitError } from "./split-error.ts";
import type { SideName } from "./audits/audit.ts";
import { version } from "./version.ts";

/** A split as its indices. */
export interface SplitIndices {
  readonly trainIndices: Int32Array;
  readonly validationIndices?: Int32Array | undefined;
  readonly testIndices: Int32Array;
}

/** Options of {@link splitManifest}. */
export interface SplitManifestOptions {
  /** The function that made the split, such as `"trainTestSplit"`. */
  readonly kind: string;
  /** The options that it was called with; plain data. Default: none. */
  readonly options?: Readonly<Record<string, unknown>> | undefined;
  /** The data that were split, for their fingerprint. Default: no fingerprint. */
  readonly data?: unknown;
}

/** What makes a split reproducible, as plain data. */
export interface SplitManifest {
  readonly kind: "splitManifest";
  readonly splitter: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Number of rows of each part. */
  readonly rows: Readonly<Partial<Record<SideName, number>>>;
  /** SHA-256 of the row indices of each part. */
  readonly indices: Readonly<Partial<Record<SideName, string>>>;
  /** SHA-256 of the data, column by column; null when they were not given. */
  readonly data: string | null;
  /** The version of this package. */
  readonly version: string;
}

/** What {@link verifySplit} found. */
export interface SplitVerification {
  readonly passed: boolean;
  /** What differs, in sentences. */
  readonly differences: readonly string[];
}

/**
 * Describes a split so that it can be stored with a run and checked later: how it was made, its sizes, fingerprints of its indices
 * and of the data.
 *
 * @param split - what `trainTestSplit`, `trainValidationTestSplit`, `hashSplit` or `dateSplit` returned.
 * @param options - how it was made (required), the data.
 * @returns plain data.
 * @throws {@link SplitError} `invalidOption`; `invalidInput` when the data are none.
 *
 * @example
 * ```ts
 * import { splitManifest, trainTestSplit, verifySplit } from "@mlsys/split";
 *
 * const data = ["a", "b", "c", "d", "e"];
 * const options = { testSize: 2, randomState: 7 };
 * const manifest = splitManifest(trainTestSplit(data, options), { kind: "trainTestSplit", options, data });
 * manifest.rows; // => { train: 3, test: 2 }
 * verifySplit(manifest, trainTestSplit(data, options), data).passed; // => true
 * ```
 */
export function splitManifest(split: SplitIndices, options: SplitManifestOptions): SplitManifest {
  const parsed = parseOptions(
    "splitManifest",
    options,
    {
      kind: { rule: text({ minLength: 1 }), required: true },
      options: { rule: satisfying("a record of plain values", isRecord), default: {} },
      data: { rule: satisfying("the data", (value): value is unknown => value !== null) },
    },
    SplitError,
  );
  const parts = partsOf(split);
  return {
    kind: "splitManifest",
    splitter: parsed.kind,
    options: parsed.options,
    rows: Object.fromEntries(parts.map(([name, indices]) => [name, indices.length])),
    indices: Object.fromEntries(parts.map(([name, indices]) => [name, stableHash(Array.from(indices))])),
    data: parsed.data === undefined ? null : fingerprint(parsed.data),
    version,
  };
}

/**
 * Checks that a split, made anew or read from somewhere, is the one that a manifest describes.
 *
 * @param manifest - what {@link splitManifest} returned, perhaps stored and read back.
 * @param split - the split to check.
 * @param data - the data, to check their fingerprint too.
 * @returns whether all is the same, and what is not.
 * @throws {@link SplitError} `invalidInput` when the data are none.
 *
 * @example
 * ```ts
 * import { splitManifest, trainTestSplit, verifySplit } from "@mlsys/split";
 *
 * const manifest = splitManifest(trainTestSplit(10, { randomState: 1 }), { kind: "trainTestSplit" });
 * verifySplit(manifest, trainTestSplit(10, { randomState: 2 })).passed; // => false
 * ```
 */
export function verifySplit(manifest: SplitManifest, split: SplitIndices, data?: unknown): SplitVerification {
  const differences: string[] = [];
  const found = new Map<SideName, Int32Array>(partsOf(split));
  for (const name of SIDES) {
    const [expected, indices] = [manifest.rows[name], found.get(name)];
    if (expected !== indices?.length) {
      differences.push(`The ${name} set has ${indices?.length ?? "no"} rows instead of ${expected ?? "none"}.`);
    } else if (indices !== undefined && stableHash(Array.from(indices)) !== manifest.indices[name]) {
      differences.push(`The ${name} set has other rows.`);
    }
  }
  if (data !== undefined && manifest.data !== null && fingerprint(data) !== manifest.data) {
    differences.push("The data are not those that were split.");
  }
  return { passed: differences.length === 0, differences };
}

const SIDES = ["train", "validation", "test"] as const;

function partsOf(split: SplitIndices): (readonly [SideName, Int32Array])[] {
  return SIDES.flatMap((name) => {
    const indices = split[`${name}Indices`];
    return indices === undefined ? [] : [[name, indices] as const];
  });
}

/** Of a number of rows, the number; of all else, the values column by column. */
function fingerprint(data: unknown): string {
  if (typeof data === "number") return stableHash({ rows: data });
  const table = asTable(data, "splitManifest", "data");
  return stableHash(table.columnNames.map((name) => [name, table.column(name as never).toArray()]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
