import type { DatabaseSync } from "node:sqlite";
import { FlowError } from "../flow-error.ts";

/** The tables. `position` is the place of a step in its flow; the parameters are the artifacts at position -1. */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE runs (
    id TEXT PRIMARY KEY, flow TEXT NOT NULL, status TEXT NOT NULL, steps TEXT NOT NULL,
    started_at INTEGER NOT NULL, ended_at INTEGER, origin_run_id TEXT, host TEXT NOT NULL, pid INTEGER NOT NULL,
    error TEXT, ordinal INTEGER NOT NULL UNIQUE
  ) WITHOUT ROWID;
  CREATE INDEX runs_by_flow ON runs (flow, ordinal);
  CREATE TABLE steps (
    run_id TEXT NOT NULL REFERENCES runs(id), name TEXT NOT NULL, position INTEGER NOT NULL, status TEXT NOT NULL,
    attempts INTEGER NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER, origin_run_id TEXT, error TEXT,
    PRIMARY KEY (run_id, name)
  ) WITHOUT ROWID;
  CREATE TABLE artifacts (
    run_id TEXT NOT NULL REFERENCES runs(id), step TEXT NOT NULL, name TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES contents(sha256), size INTEGER NOT NULL, kind TEXT NOT NULL, preview TEXT NOT NULL,
    PRIMARY KEY (run_id, step, name)
  ) WITHOUT ROWID;
  CREATE INDEX artifacts_by_content ON artifacts (sha256);
  CREATE TABLE contents (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, bytes BLOB);
  `,
];

/** Brings the tables up to this version of the package; refuses a file of a later one. */
export function migrate(database: DatabaseSync, file: string): void {
  if (versionOf(database) === MIGRATIONS.length) return;
  database.exec("BEGIN IMMEDIATE");
  try {
    // Read again under the lock: another process may have just done it.
    const version = versionOf(database);
    if (version > MIGRATIONS.length) throw tooNew(file, version);
    for (const migration of MIGRATIONS.slice(version)) database.exec(migration);
    database.exec(`PRAGMA user_version = ${MIGRATIONS.length}; COMMIT`);
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
}

function tooNew(file: string, version: number): FlowError {
  return new FlowError({
    code: "storeTooNew",
    what: "the flow store was written by a later version of @mlsys/flow",
    where: file,
    found: `version ${version}, this package knows ${MIGRATIONS.length}`,
    fix: "update the package",
  });
}
