import type { DatabaseSync } from "node:sqlite";
import { TrackingError } from "../tracking-error.ts";

/**
 * The tables. A series is one metric of one run and carries its latest point, so that a search never reads histories.
 * SQLite keeps neither NaN nor the sign of zero: `kind` is 1 for NaN, 2 for -0, else 0.
 */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE experiments (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, stage TEXT NOT NULL,
    creation_time INTEGER NOT NULL, last_update_time INTEGER NOT NULL
  );
  CREATE TABLE experiment_tags (
    experiment_id INTEGER NOT NULL REFERENCES experiments(id), key TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (experiment_id, key)
  ) WITHOUT ROWID;
  CREATE TABLE runs (
    id TEXT PRIMARY KEY, experiment_id INTEGER NOT NULL REFERENCES experiments(id), name TEXT NOT NULL,
    user_id TEXT NOT NULL, status TEXT NOT NULL, start_time INTEGER NOT NULL, end_time INTEGER, stage TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX runs_by_experiment ON runs (experiment_id, start_time);
  CREATE TABLE params (
    run_id TEXT NOT NULL REFERENCES runs(id), key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (run_id, key)
  ) WITHOUT ROWID;
  CREATE INDEX params_by_value ON params (key, value);
  CREATE TABLE tags (
    run_id TEXT NOT NULL REFERENCES runs(id), key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (run_id, key)
  ) WITHOUT ROWID;
  CREATE INDEX tags_by_value ON tags (key, value);
  CREATE TABLE series (
    id INTEGER PRIMARY KEY, run_id TEXT NOT NULL REFERENCES runs(id), key TEXT NOT NULL,
    step INTEGER NOT NULL, time INTEGER NOT NULL, kind INTEGER NOT NULL, value REAL NOT NULL,
    UNIQUE (run_id, key)
  );
  CREATE TABLE points (
    series_id INTEGER NOT NULL REFERENCES series(id),
    step INTEGER NOT NULL, time INTEGER NOT NULL, kind INTEGER NOT NULL, value REAL NOT NULL,
    PRIMARY KEY (series_id, step, time, kind, value)
  ) WITHOUT ROWID;
  CREATE TABLE artifacts (
    run_id TEXT NOT NULL REFERENCES runs(id), path TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
    time INTEGER NOT NULL, PRIMARY KEY (run_id, path)
  ) WITHOUT ROWID;
  CREATE INDEX artifacts_by_content ON artifacts (sha256);
  INSERT INTO experiments VALUES
    (0, 'Default', 'active', unixepoch() * 1000, unixepoch() * 1000);
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

function tooNew(file: string, version: number): TrackingError {
  return new TrackingError({
    code: "storeTooNew",
    what: "the tracking store was written by a later version of @mlsys/tracking",
    where: file,
    found: `version ${version}, this package knows ${MIGRATIONS.length}`,
    fix: "update the package",
  });
}
