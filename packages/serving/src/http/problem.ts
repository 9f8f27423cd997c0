import { isMlsysError, type Logger } from "@mlsys/core";
import type { RequestIssue } from "../rows/request-issue.ts";
import type { ServingErrorCode } from "../serving-error.ts";
import type { HttpReply, RoutedCall } from "./call.ts";

/** A failure on its way to a client; each protocol writes it in its own form. */
export interface Problem {
  readonly code: string;
  readonly status: number;
  /** One sentence for the client; never a stack, a path or an environment value. */
  readonly detail: string;
  readonly issues: readonly RequestIssue[];
  readonly headers: Readonly<Record<string, string>>;
  readonly requestId: string;
}

/** Writes a problem in the form of one protocol. */
export type ProblemRenderer = (problem: Problem, call: Pick<RoutedCall, "path">) => HttpReply;

const STATUS: ReadonlyMap<string, number> = new Map<ServingErrorCode, number>([
  ["invalidJson", 400],
  ["invalidRequest", 400],
  ["tooManyRows", 400],
  ["unknownRoute", 404],
  ["methodNotAllowed", 405],
  ["bodyTooLarge", 413],
  ["unsupportedMediaType", 415],
  ["outsideDomain", 422],
  ["notReady", 503],
  ["overloaded", 503],
]);

const TITLES: ReadonlyMap<number, string> = new Map([
  [400, "Bad Request"],
  [404, "Not Found"],
  [405, "Method Not Allowed"],
  [413, "Content Too Large"],
  [415, "Unsupported Media Type"],
  [422, "Unprocessable Content"],
  [500, "Internal Server Error"],
  [503, "Service Unavailable"],
]);

/** Turns anything that was thrown into a problem. What is not meant for clients is logged, and stays here. */
export function problemOf(error: unknown, requestId: string, logger: Logger): Problem {
  const status = isMlsysError(error) && error.name === "ServingError" ? STATUS.get(error.code) : undefined;
  if (status === undefined || !isMlsysError(error)) {
    logger.error("a prediction failed", { requestId, error: String(error), stack: stackOf(error) });
    const detail = "the server failed to answer; its log tells why, under the request id";
    return { code: "internal", status: 500, detail, issues: [], headers: {}, requestId };
  }
  const { issues = [], allow } = error.details as {
    readonly issues?: readonly RequestIssue[];
    readonly allow?: string;
  };
  const headers: Record<string, string> = {};
  if (allow !== undefined) headers["allow"] = allow;
  if (status === 503) headers["retry-after"] = "1";
  return { code: error.code, status, detail: error.message, issues, headers, requestId };
}

/** The library's own form: `application/problem+json` of RFC 9457. */
export const renderProblem: ProblemRenderer = ({ code, status, detail, issues, headers, requestId }) => ({
  status,
  headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
  body: JSON.stringify({
    type: "about:blank",
    title: TITLES.get(status) ?? "Error",
    status,
    detail,
    code,
    requestId,
    ...(issues.length > 0 && { issues }),
  }),
});

function stackOf(error: unknown): string | undefined {
  return error instanceof Error ? error.stack : undefined;
}
