import type { ArtifactInfo } from "../store/tracking-store.ts";
import { TrackingError } from "../tracking-error.ts";
import type { Connection, SqlRow } from "./connection.ts";

/** Notes which content a path of a run has; the caller holds the transaction. */
export function recordArtifacts(
  connection: Connection,
  runId: string,
  files: readonly { readonly path: string; readonly sha256: string; readonly size: number }[],
): void {
  const now = Date.now();
  for (const { path, sha256, size } of files) {
    checkNoClash(connection, runId, path);
    connection.run(
      `INSERT INTO artifacts VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET sha256 = excluded.sha256, size = excluded.size, time = excluded.time`,
      runId,
      path,
      sha256,
      size,
      now,
    );
  }
}

/** Files and folders directly under a folder, by name; for a file, itself. */
export function listArtifacts(connection: Connection, runId: string, path: string): ArtifactInfo[] {
  const prefix = path === "" ? "" : `${path}/`;
  const entries = new Map<string, ArtifactInfo>();
  for (const file of findArtifacts(connection, runId, path)) {
    const slash = file.path.startsWith(prefix) ? file.path.indexOf("/", prefix.length) : -1;
    const folder = slash < 0 ? undefined : file.path.slice(0, slash);
    if (folder === undefined) entries.set(file.path, file);
    else entries.set(folder, { path: folder, isDir: true, fileSize: undefined, sha256: undefined });
  }
  return [...entries.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** All files under a folder, whatever their depth, by path; for a file, itself. */
export function findArtifacts(connection: Connection, runId: string, path: string): ArtifactInfo[] {
  // "0" is the character after "/": the range holds exactly the paths below the folder.
  const rows =
    path === ""
      ? connection.all("SELECT * FROM artifacts WHERE run_id = ? ORDER BY path", runId)
      : connection.all(
          "SELECT * FROM artifacts WHERE run_id = ? AND (path = ? OR (path > ? || '/' AND path < ? || '0')) ORDER BY path",
          ...[runId, path, path, path],
        );
  return rows.map(asInfo);
}

/** A path cannot be both a file and a folder. */
function checkNoClash(connection: Connection, runId: string, path: string): void {
  const parents = path.split("/").map((_, i, parts) => parts.slice(0, i + 1).join("/"));
  const clash = connection.get(
    `SELECT path FROM artifacts WHERE run_id = ? AND
     ((path > ? || '/' AND path < ? || '0') OR path IN (SELECT value FROM json_each(?))) LIMIT 1`,
    ...[runId, path, path, JSON.stringify(parents.slice(0, -1))],
  );
  if (clash === undefined) return;
  throw new TrackingError({
    code: "artifactConflict",
    what: "an artifact cannot be both a file and a folder",
    where: `run ${runId}`,
    found: `${JSON.stringify(path)} beside ${JSON.stringify(clash["path"])}`,
    fix: "give another path",
    details: { runId, path, other: clash["path"] },
  });
}

function asInfo(row: SqlRow): ArtifactInfo {
  return {
    path: String(row["path"]),
    isDir: false,
    fileSize: Number(row["size"]),
    sha256: String(row["sha256"]),
  };
}
