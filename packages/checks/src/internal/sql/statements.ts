import { isMlsysError, showValue, throwIfAborted } from "@mlsys/core/basics";
import { ChecksError } from "../../checks-error.ts";
import type { RanStatement } from "../../sources/source.ts";
import type { SqlDialect } from "./dialects/dialect.ts";
import { render } from "./fragment.ts";
import type { Fragment, Statement } from "./fragment.ts";

/** A row by the names of its outputs, in lower case. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** The user's function: runs one statement with its parameters. */
export type RunStatement = (sql: string, parameters: readonly (string | number)[]) => unknown;

/** Runs statements one after another, so that one connection serves. */
export class Statements {
  readonly dialect: SqlDialect;
  private readonly run: RunStatement;
  private readonly signal: AbortSignal | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(dialect: SqlDialect, run: RunStatement, signal?: AbortSignal) {
    this.dialect = dialect;
    this.run = run;
    this.signal = signal;
  }

  /**
   * The rows of a statement; `note` hears of it.
   *
   * @throws {ChecksError} `sourceFailed` when the query fails or gives no rows; `aborted`.
   */
  async rows(
    fragment: Fragment,
    purpose: string,
    note?: (statement: RanStatement) => void,
  ): Promise<readonly SqlRow[]> {
    const statement = render(fragment, this.dialect.placeholder);
    this.requireRoom(statement, purpose);
    const before = this.last;
    const running = before.then(async () => {
      const started = performance.now();
      const rows = await this.runOne(statement, purpose);
      note?.({ ...statement, purpose, durationMs: performance.now() - started });
      return rows;
    });
    this.last = running.catch(() => undefined);
    return running;
  }

  /** Runs a statement when those before it are done. */
  protected async runOne({ sql, parameters }: Statement, purpose: string): Promise<readonly SqlRow[]> {
    stopIfAborted(this.signal);
    let result: unknown;
    try {
      result = await this.run(sql, parameters);
    } catch (cause) {
      throw new ChecksError({
        code: "sourceFailed",
        what: `the query of ${purpose} failed`,
        where: this.dialect.name,
        found: cause instanceof Error ? cause.message : String(cause),
        details: { sql },
        cause,
      });
    }
    return rowsOf(result, purpose);
  }

  private requireRoom({ parameters }: Statement, purpose: string): void {
    const { name, parameterLimit } = this.dialect;
    if (parameters.length <= parameterLimit) return;
    throw new ChecksError({
      code: "notSupported",
      what: `${name} takes at most ${parameterLimit} values a statement`,
      where: purpose,
      found: `${parameters.length} values`,
      fix: "use smaller sets, or a table of the values",
    });
  }
}

/** The rows of what drivers give: rows, `{ rows }` of pg, `[rows, fields]` of mysql2. */
function rowsOf(result: unknown, purpose: string): readonly SqlRow[] {
  const own = typeof result === "object" && result !== null && "rows" in result ? result.rows : result;
  const rows = Array.isArray(own) && Array.isArray(own[0]) ? (own[0] as unknown) : own;
  if (Array.isArray(rows) && rows.every((row) => typeof row === "object" && row !== null && !Array.isArray(row)))
    return rows.map((row: object) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value as unknown])),
    );
  throw new ChecksError({
    code: "sourceFailed",
    what: "the query function gave no rows",
    where: purpose,
    found: showValue(result),
    fix: "return an array of row objects, as { rows } of pg or [rows] of mysql2 are understood too",
  });
}

function stopIfAborted(signal: AbortSignal | undefined): void {
  try {
    throwIfAborted(signal, "suite.run");
  } catch (cause) {
    if (!isMlsysError(cause)) throw cause;
    throw new ChecksError({ code: "aborted", what: "the checks were cancelled", where: "suite.run", cause });
  }
}
