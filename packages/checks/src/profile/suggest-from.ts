import { integer, isMlsysError, parseOptions, randomState, real, Table } from "@mlsys/core";
import type { TableInput } from "@mlsys/core";
import { ChecksError } from "../checks-error.ts";
import { profile } from "./profile.ts";
import { suggestSuite, withoutFailing } from "./suggest-suite.ts";
import type { SuggestSuiteOptions } from "./suggest-suite.ts";
import type { SuggestedSuite } from "./suggested-suite.ts";

/** Options of {@link suggestFrom}. */
export interface SuggestFromOptions extends SuggestSuiteOptions {
  /** The share of rows that are not profiled, but that every suggestion must hold on. Default 0.2. */
  readonly holdOut?: number | undefined;
  /** Seed of the split. Default 0. */
  readonly randomState?: number | undefined;
}

/**
 * Profiles a part of the rows, suggests a suite, and leaves out what does not hold on the other part: a self-check against rules that fit
 * only the rows that they were made of.
 *
 * @param data - rows, columns, a Table, an Arrow table.
 * @param options - share held out, seed, name, strictness.
 * @returns the suite, with suggestions and source.
 * @throws {ChecksError} `invalidData`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { suggestFrom } from "@mlsys/checks/profile";
 *
 * const rows = Array.from({ length: 500 }, (_, id) => ({ id, share: (id % 11) / 10 }));
 * const suite = await suggestFrom(rows, { name: "shares" });
 * (await suite.run(rows)).passed; // => true
 * ```
 */
export async function suggestFrom(data: TableInput, options: SuggestFromOptions = {}): Promise<SuggestedSuite> {
  const { holdOut, randomState: seed, ...rest } = options;
  const specs = {
    holdOut: { rule: real({ min: 0, below: 1 }), default: 0.2 },
    randomState: { rule: integer({ min: 0, max: 2 ** 32 - 1 }), default: 0 },
  } as const;
  const parsed = parseOptions("suggestFrom", { holdOut, randomState: seed }, specs, ChecksError);
  const table = tableOf(data);
  const order = Array.from(randomState(parsed.randomState).permutation(table.numRows));
  const held = Math.floor(parsed.holdOut * order.length);
  const part = (from: number, to?: number): Table => table.take(order.slice(from, to).sort((a, b) => a - b));
  const suite = suggestSuite(await profile(part(held)), rest);
  return held === 0 ? suite : withoutFailing(suite, part(0, held));
}

function tableOf(data: TableInput): Table {
  try {
    return Table.from(data);
  } catch (cause) {
    if (!isMlsysError(cause)) throw cause;
    const found = cause.message;
    throw new ChecksError({ code: "invalidData", what: "the data is no table", where: "suggestFrom", found, cause });
  }
}
