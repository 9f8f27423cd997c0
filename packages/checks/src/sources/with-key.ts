import type { Aggregate, AnsweredGroup, Fold, RowTally } from "../aggregates/aggregate.ts";
import { ChecksError } from "../checks-error.ts";
import { isDataSource } from "../internal/data-source.ts";
import { columnNames, inWords } from "../internal/define/columns.ts";
import { memorySource } from "../internal/memory/memory-source.ts";
import { didYouMean } from "@mlsys/core/basics";
import type { Collected, DataSource, MemoryData } from "./source.ts";
import { foldRequest } from "../internal/memory/accumulators/fold.ts";

/**
 * Data whose rows are named by key columns: the report says which rows failed by `unexpectedKeys`, which stay true when the table is sorted
 * or grows, and in a database without an order. Of a stream the keys of all rows are kept until its end.
 *
 * @param data - the data to check: whatever `suite.run` takes.
 * @param key - the key column, or several.
 * @returns the source, for `suite.run`. A run throws `invalidOption` where there is no such column.
 * @throws {ChecksError} `invalidCheck` when no column is named, `invalidData` when the data is no table.
 *
 * @example
 * ```ts
 * import { checkSuite, isBetween, withKey } from "@mlsys/checks";
 *
 * const suite = checkSuite("payments", [isBetween("amount", { min: 0 })]);
 * const report = await suite.run(withKey({ id: ["a7", "b9"], amount: [3, -1] }, "id"));
 * report.results[0].unexpectedKeys; // => [{ id: "b9" }]
 * report.results[0].message; // => "amount must be at least 0: 1 of 2 rows fails (50 %), first at id b9: -1"
 * ```
 */
export function withKey(data: MemoryData | DataSource, key: string | readonly string[]): DataSource {
  const names = columnNames("withKey", typeof key === "string" ? [key] : key, 1);
  const source = isDataSource(data) ? data : memorySource(data);
  const keyed = (collect: DataSource["collect"]): DataSource["collect"] =>
    source.engine === undefined
      ? keyedInMemory(source.rereadable, collect, names)
      : async (requests, options) => requireColumns(await collect(requests, { ...options, key: names }), names);
  const { rehearse } = source;
  return {
    ...source,
    collect: keyed(source.collect),
    rehearse: rehearse === undefined ? undefined : (planned) => keyed(rehearse(planned)),
  };
}

/** The keys of the rows that are shown: found afterwards by position, of a stream kept beforehand. */
function keyedInMemory(
  rereadable: boolean,
  collect: DataSource["collect"],
  names: readonly string[],
): DataSource["collect"] {
  return async (requests, options) => {
    const all: Aggregate = { ...foldRequest, columns: names, start: () => keysAt(undefined) };
    const found = requireColumns(await collect(rereadable ? requests : [...requests, all], options), names);
    const wanted = new Set(requests.flatMap((request) => indicesIn(found, request)));
    const some: Aggregate = { ...foldRequest, columns: names, start: () => keysAt(wanted) };
    const again =
      rereadable && wanted.size > 0 ? await collect([some], { examples: 0, signal: options.signal }) : found;
    const answer = again.answerTo(rereadable ? some : all);
    const keys = ("value" in answer ? answer.value : new Map()) as ReadonlyMap<number, readonly unknown[]>;
    const keyOf = (index: number): unknown =>
      Object.fromEntries(names.map((name, i) => [name, keys.get(index)?.[i] ?? null]));
    const answerTo: Collected["answerTo"] = (request) => {
      const own = found.answerTo(request);
      return "error" in own ? own : { value: withKeys(own.value, keyOf) };
    };
    return { ...found, answerTo };
  };
}

function keysAt(wanted: ReadonlySet<number> | undefined): Fold {
  const keys = new Map<number, readonly unknown[]>();
  return {
    add: (values, index) => {
      if (wanted === undefined || wanted.has(index)) keys.set(index, values);
    },
    answer: () => keys,
  };
}

function indicesIn(found: Collected, request: Aggregate): readonly number[] {
  const answer = found.answerTo(request);
  return "value" in answer && isTally(answer.value) ? answer.value.indices : [];
}

/** An answer with keys wherever there are positions: in a tally, in those of groups, in one that is yet to be made. */
function withKeys(answer: unknown, keyOf: (index: number) => unknown): unknown {
  if (isTally(answer)) return { ...answer, keys: answer.indices.map(keyOf) };
  if (typeof answer === "function")
    return (...given: unknown[]): unknown => withKeys((answer as (...values: unknown[]) => unknown)(...given), keyOf);
  if (!Array.isArray(answer) || !answer.every(isGroup)) return answer;
  return answer.map((group): AnsweredGroup => {
    const answers = Object.entries(group.answers).map(([name, own]) => [name, withKeys(own, keyOf)] as const);
    return { ...group, answers: Object.fromEntries(answers) };
  });
}

function isGroup(value: unknown): value is AnsweredGroup {
  return typeof value === "object" && value !== null && "answers" in value;
}

function isTally(value: unknown): value is RowTally {
  return typeof value === "object" && value !== null && "indices" in value && "unexpected" in value;
}

function requireColumns(found: Collected, names: readonly string[]): Collected {
  const missing = names.find((name) => !found.columns.includes(name));
  if (missing === undefined) return found;
  throw new ChecksError({
    code: "invalidOption",
    what: `the key column ${JSON.stringify(missing)} is not there`,
    where: "withKey",
    found: inWords(found.columns),
    fix: didYouMean(missing, found.columns),
  });
}
