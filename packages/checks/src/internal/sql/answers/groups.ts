import type { AggregateOf, Combinations, RowTally, ValueCounts } from "../../../aggregates/aggregate.ts";
import { sortedCounts } from "../../values/sorted-counts.ts";
import { plainKey } from "../../values/value-set.ts";
import { count, decode, readable } from "../decode.ts";
import { joined, raw, sql } from "../fragment.ts";
import type { Fragment } from "../fragment.ts";
import { notSupported, tooMany } from "../literal.ts";
import { requireOneKind } from "../operand.ts";
import { inner, ROW_NUMBER } from "../relation.ts";
import { countIf, keptValue } from "../session.ts";
import type { Session } from "../session.ts";
import { valueOf } from "../sql-column.ts";
import type { SqlColumn } from "../sql-column.ts";
import { associationBySums } from "./association.ts";
import type { Evidence } from "./evidence.ts";
import { evidenceOutputs, evidenceTail, readEvidence } from "./evidence.ts";
import { nanAmong } from "./tally.ts";

/** Greatest number of distinct values that are brought out of a database. */
const LISTED = 100_000;

/** What a pass by groups finds. */
interface Groups {
  /** Rows in a group. */
  readonly count: number;
  readonly distinct: number;
  /** Groups of one row. */
  readonly singles: number;
  /** The groups with their sizes, where they were asked for. */
  readonly list: readonly { readonly value: unknown; readonly count: number }[];
}

interface Keys {
  readonly columns: readonly SqlColumn[];
  /** Which rows count. */
  readonly kept: Fragment | undefined;
  /** Which rows are in a group: those that count and whose key is there. */
  readonly where: Fragment | undefined;
}

/** Counts the rows whose key occurs more than once, or only the occurrences after the first. */
export async function duplicates(request: AggregateOf<"duplicates">, session: Session): Promise<RowTally> {
  const { columns: names, report, skip } = request;
  const columns = names.map(session.column);
  const kept = session.condition(request.where);
  const missing = skip === "never" ? undefined : missingKey(columns, skip);
  const keys = keysOf(columns, kept, missing);
  const [figures, groups] = await Promise.all([
    session.figures([countIf(kept), nanAmong(names, session, kept, missing ?? raw("(1 = 0)"))]),
    groupsOf(keys, "singles", session),
  ]);
  const rows = count(figures[0]);
  const unexpected = groups.count - (report === "all" ? groups.singles : groups.distinct);
  return {
    rows,
    unexpected,
    missing: rows - groups.count,
    nan: count(figures[1]),
    ...(await repeatedRows(keys, report, unexpected, session)),
  };
}

/** Counts each distinct value. */
export async function values(
  { column: name, detail = "list", where }: AggregateOf<"values">,
  session: Session,
): Promise<ValueCounts> {
  const column = session.column(name);
  const kept = session.condition(where);
  const [[rows], groups] = await Promise.all([
    session.figures([countIf(kept)]),
    groupsOf(keysOf([column], kept, missingKey([column], "anyMissing")), detail, session),
  ]);
  return {
    rows: count(rows),
    count: groups.count,
    distinct: groups.distinct,
    singles: groups.singles,
    list: () => listOf(groups, session),
  };
}

function listOf({ list, distinct }: Groups, { dialect }: Session): Groups["list"] {
  if (list.length >= distinct) return sortedCounts(list);
  throw tooMany(dialect, `${LISTED} distinct values`, distinct, "use a check of the number of distinct values");
}

/** Counts each combination of values; of numbers it can be enough to add them up. */
export async function combinations(
  { columns: names, associated = false, where }: AggregateOf<"combinations">,
  session: Session,
): Promise<Combinations> {
  const columns = names.map(session.column);
  columns.forEach(requireGroupable(session));
  const kept = session.condition(where);
  const rows = count((await session.figures([countIf(kept)]))[0]);
  const association = associated ? await associationBySums(columns, kept, session) : undefined;
  if (association !== undefined) return { rows, list: [], association };
  const groups = groupsFrom({ columns, kept, where: kept }, session);
  const outputs = columns.map((column) => readable(valueOf(column), column.type, session.dialect));
  const found = await session.statement(
    sql`${selectOf([raw("n"), ...outputs], groups)} order by n desc limit ${raw(String(LISTED + 1))}`,
    "a pass by groups",
  );
  if (found.length > LISTED)
    throw tooMany(session.dialect, `${LISTED} combinations of values`, found.length, "use columns of fewer values");
  const list = found.map((row) => ({
    values: columns.map(({ type }, i) => decode(row[`r${i + 1}`], type)),
    count: count(row["r0"]),
  }));
  return { rows, list };
}

function missingKey(columns: readonly SqlColumn[], skip: "anyMissing" | "allMissing"): Fragment {
  return joined(
    columns.map((column) => sql`${valueOf(column)} is null`),
    skip === "anyMissing" ? " or " : " and ",
  );
}

function keysOf(columns: readonly SqlColumn[], kept: Fragment | undefined, missing: Fragment | undefined): Keys {
  if (missing === undefined) return { columns, kept, where: kept };
  return { columns, kept, where: kept === undefined ? sql`not (${missing})` : sql`${kept} and not (${missing})` };
}

/** What is known of groups: one pass a set of keys, whoever asks; none where the database counts distinct values beside. */
async function groupsOf(keys: Keys, detail: "distinct" | "singles" | "list", session: Session): Promise<Groups> {
  keys.columns.forEach(requireGroupable(session));
  const [only] = keys.columns;
  const single = keys.columns.length === 1 && keys.where !== keys.kept ? only : undefined;
  const listed = single !== undefined && session.listed.has(single.name);
  if (single !== undefined && !listed && session.dialect.countsDistinct) {
    const value = keptValue(valueOf(single), keys.kept);
    const [present, distinct] = await session.figures([sql`count(${value})`, sql`count(distinct ${value})`]);
    const groups = { count: count(present), distinct: count(distinct), list: [] };
    if (detail === "distinct" || groups.count === groups.distinct) return { ...groups, singles: groups.count };
  }
  return session.once(`groups ${JSON.stringify(keys)}`, (own) => passByGroups(keys, listed ? single : undefined, own));
}

async function passByGroups(keys: Keys, listed: SqlColumn | undefined, session: Session): Promise<Groups> {
  const groups = groupsFrom(keys, session);
  const sums = [sql`count(*)`, sql`sum(n)`, countIf(raw("n = 1"))];
  if (listed === undefined) {
    const [row = {}] = await session.statement(selectOf(sums, groups), "a pass by groups");
    return { distinct: count(row["r0"]), count: count(row["r1"]), singles: count(row["r2"]), list: [] };
  }
  const over = sums.map((figure) => sql`${figure} over ()`);
  const outputs = [...over, raw("n"), readable(valueOf(listed), listed.type, session.dialect)];
  const rows = await session.statement(
    sql`${selectOf(outputs, groups)} order by n desc limit ${raw(String(LISTED))}`,
    "a pass by groups",
  );
  const [first = {}] = rows;
  const list = rows.map((row) => ({ value: plainKey(decode(row["r4"], listed.type)), count: count(row["r3"]) }));
  return { distinct: count(first["r0"]), count: count(first["r1"]), singles: count(first["r2"]), list };
}

/** Each key with the number of its rows. */
function groupsFrom(keys: Keys, session: Session): Fragment {
  const keyList = joined(keys.columns.map(valueOf), ", ");
  const source = inner(session.relation, [keyList, ...(keys.where === undefined ? [] : [keys.where])], false);
  const where = keys.where === undefined ? raw("") : sql` where ${keys.where}`;
  return sql`(select ${keyList}, count(*) as n from ${source}${where} group by ${keyList}) g`;
}

function selectOf(outputs: readonly Fragment[], from: Fragment): Fragment {
  return sql`select ${joined(
    outputs.map((output, i) => sql`${output} as ${raw(`r${i}`)}`),
    ", ",
  )} from ${from}`;
}

function requireGroupable({ dialect }: Session) {
  return (column: SqlColumn): void => {
    requireOneKind(column);
    if (column.type.kind === "other")
      throw notSupported(dialect, `values of the type ${column.declared} with each other`, "check another column");
  };
}

/** The first rows whose key is repeated; their places in their groups are counted in one go. */
async function repeatedRows(
  { columns, where }: Keys,
  report: "all" | "extra",
  unexpected: number,
  session: Session,
): Promise<Evidence> {
  if (unexpected === 0 || session.examples === 0) return { indices: [], examples: [] };
  const numbered = session.relation.rowNumber !== undefined;
  const keyList = joined(columns.map(valueOf), ", ");
  const outputs = evidenceOutputs(columns, session);
  const nth =
    report === "all"
      ? sql`count(*) over (partition by ${keyList})`
      : sql`row_number() over (partition by ${keyList} order by ${numbered ? ROW_NUMBER : keyList})`;
  const source = inner(session.relation, [...outputs, ...(where === undefined ? [] : [where])], numbered);
  const named = outputs.map((output, i) => sql`${output} as ${raw(`r${i}`)}`);
  const placed = sql`(select ${joined(named, ", ")}, ${numbered ? sql`${ROW_NUMBER} as rn, ` : raw("")}${nth} as nth from ${source}${where === undefined ? raw("") : sql` where ${where}`}) p`;
  const names = joined(
    outputs.map((_, i) => raw(`r${i}`)),
    ", ",
  );
  const sorted = numbered ? sql`order by ${ROW_NUMBER}${raw(limitOf(session))}` : evidenceTail(session);
  const rows = await session.statement(sql`select ${names} from ${placed} where nth > 1 ${sorted}`, "evidence");
  return readEvidence(rows, columns, session);
}

function limitOf({ examples }: Session): string {
  return examples === Infinity ? "" : ` limit ${examples}`;
}
