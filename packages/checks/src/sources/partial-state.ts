import { showValue } from "@mlsys/core/basics";
import type { Aggregate } from "../aggregates/aggregate.ts";
import { ChecksError } from "../checks-error.ts";
import { dataSource } from "../internal/data-source.ts";
import { decoded, encoded } from "../internal/json/values.ts";
import { MemoryPass } from "../internal/memory/memory-pass.ts";
import { collected, passOver } from "../internal/memory/memory-source.ts";
import type { Passed } from "../internal/memory/memory-source.ts";
import { absorbPass, savedPass } from "../internal/memory/saved-pass.ts";
import type { SavedPass } from "../internal/memory/saved-pass.ts";
import { prepareChecks } from "../internal/prepare-checks.ts";
import type { CheckSuite, RunOptions } from "../suite/check-suite.ts";
import type { DataSource, MemoryData } from "./source.ts";

/** What a suite knows of a part of the data, as plain JSON: it can be sent between threads and machines, and kept. */
export interface PartialState {
  readonly version: 1;
  readonly rowCount: number;
  readonly columns: readonly string[];
  /** What is known of each figure that the checks need; its form may change with the version. */
  readonly figures: Readonly<Record<string, unknown>>;
}

/** Options of {@link partialState}. */
export type PartialStateOptions = Pick<RunOptions, "examples" | "signal" | "onProgress">;

const EXAMPLES = 20;

/**
 * Runs a suite over a part of the data, as far as that goes without the rest: one of several workers, one of many files, a day. States of
 * parts go together by {@link fromPartialStates}. Uniqueness keeps each distinct key in its state, quantiles each number.
 *
 * @param suite - the suite; the same for all parts.
 * @param data - the part: rows, a record of columns, a Table, an Arrow table, a stream of batches.
 * @param options - `examples`: rows of evidence a check, default 20; `signal`, `onProgress`.
 * @returns the state.
 * @throws {ChecksError} `invalidData` when the data is no table; `sourceFailed` when a stream fails; `aborted`.
 *
 * @example
 * ```ts
 * import { checkSuite, fromPartialStates, isUnique, meanIsBetween, partialState } from "@mlsys/checks";
 *
 * const suite = checkSuite("orders", [isUnique("id"), meanIsBetween("amount", { max: 5 })]);
 * const first = await partialState(suite, { id: [1, 2], amount: [3, 4] });
 * const second = await partialState(suite, { id: [3, 2], amount: [5, 8] });
 * const report = await suite.run(fromPartialStates([first, JSON.parse(JSON.stringify(second))]));
 * report.results.map(({ outcome, observedValue }) => [outcome, observedValue]); // => [["failed", 0.5], ["passed", 5]]
 * report.results[0].unexpectedIndices; // => [1, 3]
 * ```
 */
export async function partialState(
  suite: CheckSuite,
  data: MemoryData,
  { examples = EXAMPLES, ...options }: PartialStateOptions = {},
): Promise<PartialState> {
  const { columnBatches } = await import("../internal/on-demand.ts");
  const pass = await passFor(await requestsOf(suite, examples), examples);
  return stateOf(pass, await passOver(columnBatches(data, false), pass, { examples, ...options }));
}

/**
 * Puts the states of parts together into the state of all, for instance of a day into that of a month.
 *
 * @param suite - the suite that the states were made with.
 * @param states - the states, in the order of the rows.
 * @param options - `examples`: rows of evidence a check, default 20.
 * @returns the state of all.
 * @throws {ChecksError} `invalidData` when something is no state.
 *
 * @example
 * ```ts
 * import { checkSuite, isNotNull, mergePartialStates, partialState } from "@mlsys/checks";
 *
 * const suite = checkSuite("days", [isNotNull("amount")]);
 * const days = [await partialState(suite, { amount: [1] }), await partialState(suite, { amount: [2, null] })];
 * (await mergePartialStates(suite, days)).rowCount; // => 3
 * ```
 */
export async function mergePartialStates(
  suite: CheckSuite,
  states: Iterable<PartialState>,
  { examples = EXAMPLES }: Pick<RunOptions, "examples"> = {},
): Promise<PartialState> {
  const pass = await passFor(await requestsOf(suite, examples), examples);
  return stateOf(pass, absorbAll(pass, states));
}

/**
 * The data that states of its parts are of, for `suite.run`: the report is that of the whole, with the rows numbered through. Counts, rows,
 * extremes, quantiles and distinct values are exactly those of the whole; means and higher moments to rounding. Checks that look into other
 * tables are not evaluated.
 *
 * @param states - the states, in the order of the rows, made by {@link partialState} with the suite that is run then.
 * @returns the source.
 * @throws {ChecksError} `invalidData`, by the run, when something is no state.
 *
 * @example
 * ```ts
 * import { checkSuite, fromPartialStates, isIncreasing, partialState } from "@mlsys/checks";
 *
 * const suite = checkSuite("log", [isIncreasing("at")]);
 * const parts = await Promise.all([{ at: [1, 5] }, { at: [4, 9] }].map((part) => partialState(suite, part)));
 * (await suite.run(fromPartialStates(parts))).results[0].unexpectedIndices; // => [2]
 * ```
 */
export function fromPartialStates(states: Iterable<PartialState>): DataSource {
  const all = [...states];
  return dataSource(
    async (requests, options) => {
      const pass = await passFor(requests, options.examples);
      return collected(pass, absorbAll(pass, all));
    },
    { rereadable: false },
  );
}

/** What the checks need of data that can be read once, as of {@link fromPartialStates}. */
async function passFor(requests: readonly Aggregate[], examples: number): Promise<MemoryPass> {
  const { columnEngine } = await import("../internal/on-demand.ts");
  return new MemoryPass(requests, { ...columnEngine, examples });
}

async function requestsOf({ checks }: CheckSuite, examples: number): Promise<readonly Aggregate[]> {
  const prepared = await prepareChecks(checks, fromPartialStates([]), { examples });
  return prepared.flatMap(({ needs }) => Object.values(needs));
}

function stateOf(pass: MemoryPass, { columns, rowCount }: Passed): PartialState {
  return { version: 1, rowCount, columns, figures: encoded(savedPass(pass)) as PartialState["figures"] };
}

function absorbAll(pass: MemoryPass, states: Iterable<PartialState>): Passed {
  const columns = new Set<string>();
  let rowCount = 0;
  for (const state of states) {
    requireState(state);
    absorbPass(pass, decoded(state.figures) as SavedPass, rowCount);
    for (const name of state.columns) columns.add(name);
    rowCount += state.rowCount;
  }
  return { columns: [...columns], rowCount };
}

function requireState(state: unknown): void {
  if (
    typeof state === "object" &&
    state !== null &&
    "version" in state &&
    state.version === 1 &&
    "rowCount" in state &&
    Number.isSafeInteger(state.rowCount) &&
    "columns" in state &&
    Array.isArray(state.columns) &&
    "figures" in state &&
    typeof state.figures === "object" &&
    state.figures !== null
  )
    return;
  throw new ChecksError({
    code: "invalidData",
    what: "something is no state of a part",
    where: "fromPartialStates",
    found: showValue(state),
    fix: "give what partialState of this version returned",
  });
}
