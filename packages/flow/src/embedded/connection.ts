import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { SQLInputValue, SQLOutputValue, StatementSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { isMlsysError } from "@mlsys/core";
import { FlowError } from "../flow-error.ts";
import type { FlowErrorCode } from "../flow-error.ts";
import { migrate } from "./schema.ts";

/** A row of a result. */
export type SqlRow = Readonly<Record<string, SQLOutputValue>>;

/** How a database is opened. */
export interface ConnectionOptions {
  /** Survive a power cut without losing the last commits, at a tenth of the speed. */
  readonly durable: boolean;
  /** How long a write waits for other processes, in milliseconds. */
  readonly busyTimeoutMs: number;
}

const SQLITE_BUSY = 5;

/**
 * Opens the database file, and makes it where there is none. Several processes may do so at once: switching a new file to
 * write-ahead logging is refused while another does it, whatever the busy timeout, so opening is tried again for a while.
 */
export async function openConnection(file: string, options: ConnectionOptions): Promise<Connection> {
  const giveUpAt = Date.now() + options.busyTimeoutMs;
  for (let pauseMs = 5; ; pauseMs = Math.min(200, pauseMs * 2)) {
    try {
      return openOnce(file, options);
    } catch (error) {
      if (primaryCode(error) !== SQLITE_BUSY || Date.now() > giveUpAt) throw asFlowError(error, file);
      await sleep(pauseMs);
    }
  }
}

/** One open database file: prepared statements by their text, and transactions. All calls are synchronous. */
export class Connection {
  readonly file: string;
  private readonly database: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();

  constructor(file: string, database: DatabaseSync) {
    this.file = file;
    this.database = database;
  }

  get(sql: string, ...values: SQLInputValue[]): SqlRow | undefined {
    return this.attempt(() => this.statement(sql).get(...values));
  }

  all(sql: string, ...values: SQLInputValue[]): readonly SqlRow[] {
    return this.attempt(() => this.statement(sql).all(...values));
  }

  run(sql: string, ...values: SQLInputValue[]): { readonly changes: number; readonly lastId: number } {
    return this.attempt(() => {
      const { changes, lastInsertRowid } = this.statement(sql).run(...values);
      return { changes: Number(changes), lastId: Number(lastInsertRowid) };
    });
  }

  /** Runs `work` as one write: all of it is kept, or nothing when it throws. */
  transaction<T>(work: () => T): T {
    return this.attempt(() => {
      this.statement("BEGIN IMMEDIATE").run();
      try {
        const result = work();
        this.statement("COMMIT").run();
        return result;
      } catch (error) {
        if (this.database.isTransaction) this.statement("ROLLBACK").run();
        throw error;
      }
    });
  }

  close(): void {
    this.statements.clear();
    if (this.database.isOpen) this.database.close();
  }

  private statement(sql: string): StatementSync {
    let statement = this.statements.get(sql);
    if (statement === undefined) this.statements.set(sql, (statement = this.database.prepare(sql)));
    return statement;
  }

  private attempt<T>(work: () => T): T {
    if (!this.database.isOpen) {
      const fix = "open the store again";
      throw new FlowError({ code: "closed", what: "the flow store was closed", where: this.file, fix });
    }
    try {
      return work();
    } catch (error) {
      throw asFlowError(error, this.file);
    }
  }
}

function openOnce(file: string, { durable, busyTimeoutMs }: ConnectionOptions): Connection {
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file, { timeout: busyTimeoutMs });
  try {
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${durable ? "FULL" : "NORMAL"};`);
    if (!checkpointsAreSafe(database)) database.exec("PRAGMA wal_autocheckpoint = 0");
    migrate(database, file);
    return new Connection(file, database);
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * SQLite before 3.51.3 can damage a file when one connection checkpoints while another writes. There the log is folded back
 * only when the last connection closes.
 *
 * @see https://www.sqlite.org/wal.html
 */
function checkpointsAreSafe(database: DatabaseSync): boolean {
  const version = database.prepare("SELECT sqlite_version() AS version").get()?.["version"];
  const [major = 0, minor = 0, patch = 0] = String(version).split(".").map(Number);
  return major * 1e6 + minor * 1e3 + patch >= 3_051_003;
}

const CODES: Readonly<Record<number, { readonly code: FlowErrorCode; readonly what: string; readonly fix: string }>> = {
  [SQLITE_BUSY]: {
    code: "storeBusy",
    what: "another process kept the flow store locked",
    fix: "try again, or raise busyTimeoutMs",
  },
  8: { code: "storeUnavailable", what: "the flow store is read-only", fix: "give a folder that can be written" },
  11: { code: "corruptStore", what: "the flow store is damaged", fix: "restore it from a copy" },
  13: { code: "storeUnavailable", what: "the disk is full", fix: "free some space" },
  14: {
    code: "storeUnavailable",
    what: "the flow store cannot be opened",
    fix: "give a folder that can be written",
  },
  26: { code: "corruptStore", what: "the file is not a flow store", fix: "give another folder" },
};

function asFlowError(error: unknown, file: string): unknown {
  if (isMlsysError(error)) return error;
  const known = CODES[primaryCode(error) ?? -1];
  const found = error instanceof Error ? error.message : undefined;
  if (known !== undefined) return new FlowError({ ...known, where: file, found, cause: error });
  const isFileError = error instanceof Error && "syscall" in error;
  if (!isFileError && primaryCode(error) === undefined) return error;
  return new FlowError({
    code: "storeUnavailable",
    what: "the flow store cannot be used",
    where: file,
    found,
    fix: "give a folder that can be written",
    cause: error,
  });
}

function primaryCode(error: unknown): number | undefined {
  return error instanceof Error && "errcode" in error && typeof error.errcode === "number"
    ? error.errcode & 0xff
    : undefined;
}
