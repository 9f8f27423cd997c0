import { isMlsysError } from "@mlsys/core/basics";
import type { Aggregate } from "../../aggregates/aggregate.ts";
import type { Collected, CollectOptions } from "../../sources/source.ts";
import { RequestKeys } from "../request-keys.ts";
import { answer } from "./answers/index.ts";
import { count } from "./decode.ts";
import { raw } from "./fragment.ts";
import type { Relation } from "./relation.ts";
import { openReferences } from "./references.ts";
import { resolveColumns } from "./resolve-columns.ts";
import { Session } from "./session.ts";
import type { Statements } from "./statements.ts";

type Answer = { readonly value: unknown } | { readonly error: unknown };

/** Errors of the connection, which end a run; any other is the answer to one request. */
const FATAL = ["sourceFailed", "aborted"];

/** Answers requests over a relation. */
export async function collectSql(
  relation: Relation,
  statements: Statements,
  requests: readonly Aggregate[],
  { examples, key = [], onProgress }: CollectOptions,
): Promise<Collected> {
  const keys = new RequestKeys();
  const session = new Session(relation, statements, resolveColumns(relation.columns, requests), {
    examples,
    listed: new Set(requests.flatMap(listedColumn)),
    key: key.filter((name) => relation.columns.some((column) => column.name === name)),
    references: await openReferences(requests, statements),
  });
  const distinct = new Map(requests.map((request) => [keys.of(request), request]));
  const rows = settled(session.figures([raw("count(*)")]).then(([total]) => count(total)));
  const answers = new Map<string, Promise<Answer>>();
  const sessions = new Map<string, Session>();
  for (const [name, request] of distinct) {
    const own = session.apart();
    sessions.set(name, own);
    answers.set(name, settled(answer(request, own)));
  }
  const settledAnswers = new Map<string, Answer>();
  for (const [name, found] of answers) settledAnswers.set(name, await found);
  const total = await rows;
  for (const found of settledAnswers.values()) if ("error" in found && isFatal(found.error)) throw found.error;
  if ("error" in total) throw total.error;
  const rowCount = total.value as number;
  onProgress?.({ task: "checking", completed: rowCount, total: rowCount, unit: "rows" });
  return {
    columns: session.columnNames,
    rowCount,
    answerTo: (request) => settledAnswers.get(keys.of(request)) ?? { error: undefined },
    effortOf: (request) => {
      const ran = sessions.get(keys.of(request))?.ran;
      return ran === undefined ? undefined : { durationMs: 0, statements: [...ran] };
    },
  };
}

function listedColumn(request: Aggregate): string[] {
  return request.aggregate === "values" && (request.detail ?? "list") === "list" ? [request.column] : [];
}

async function settled(found: Promise<unknown>): Promise<Answer> {
  try {
    return { value: await found };
  } catch (error) {
    return { error };
  }
}

function isFatal(error: unknown): boolean {
  return isMlsysError(error) && FATAL.includes(error.code);
}
