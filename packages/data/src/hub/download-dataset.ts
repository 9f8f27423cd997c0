import { rename, rm } from "node:fs/promises";
import { DataError } from "../errors/data-error.ts";
import { extractMember } from "./archive.ts";
import { cachePlace, claimPart, readTrusted, removePart, sha256Of, sizeOf, writeTrusted } from "./cache.ts";
import type { CachePlace } from "./cache.ts";
import type { DatasetName, DatasetSpec } from "./datasets.ts";
import { fetchPart } from "./fetch-part.ts";
import { parseDataset, parseHubOptions } from "./hub-options.ts";
import type { DownloadDatasetOptions, HubOptions } from "./hub-options.ts";

/** A data set on this machine. */
export interface DownloadedDataset {
  /** Its name. */
  readonly name: string;
  /** The file with the data: what was downloaded, or the member taken out of it. */
  readonly path: string;
  /** The SHA-256 of what was downloaded. */
  readonly sha256: string;
  /** Its size, in bytes. */
  readonly bytes: number;
  /** Whether it was there already. */
  readonly fromCache: boolean;
  /** Who vouches for the checksum: the data set's entry, the caller, or nobody (it was taken on trust the first time). */
  readonly checksum: "pinned" | "given" | "trusted";
  /** The terms of use, where they are known. */
  readonly license: string | undefined;
}

/**
 * Downloads a data set into the cache, or finds it there, and checks that it is the right one: its SHA-256 is pinned by its
 * entry, or given by the caller. Without either it is refused, unless `trustOnFirstUse` says that the first download may decide
 * what the right one is. The file is checked each time, also in the cache.
 *
 * An interrupted download goes on where it stopped, if the server can tell that the file is still the same. Lost connections,
 * silence and overload are tried again with growing pauses. The file appears whole and checked, or not at all; several
 * processes may ask for one data set at the same time. Proxies are taken from `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`.
 *
 * @param nameOrSpec - the name of an entry of {@link datasets}, or an entry of your own.
 * @param options - cache folder, checksum, limits, retries, progress, cancellation.
 * @returns where the file is, and what it is.
 * @throws {DataError} `checksumMismatch` when it is another file, which is removed, or when no checksum is known; `unknownDataset`;
 * `notFound`, `badStatus`, `readFailed` or `timedOut` when the server does not give it; `tooLarge`; `writeFailed`;
 * `invalidBytes` or `notFound` when the archive cannot be read; `invalidOption`.
 * @throws {CoreError} `aborted`.
 *
 * @example
 * ```ts
 * import { datasets } from "@mlsys/data/hub";
 *
 * // const { path } = await downloadDataset("financial-phrasebank");
 * datasets["financial-phrasebank"].license; // => "CC BY-NC-SA 3.0; ask the authors before commercial use"
 * ```
 */
export async function downloadDataset(
  nameOrSpec: DatasetName | DatasetSpec | (string & {}),
  options: DownloadDatasetOptions = {},
): Promise<DownloadedDataset> {
  const parsed = parseHubOptions(options);
  const spec = parseDataset(nameOrSpec);
  const place = await cachePlace(parsed.cacheDir, spec.name, spec.fileName);
  const expected = await expectedChecksum(spec, parsed, place);
  let sha256 = await checkedFile(place.file, expected.sha256, parsed.signal);
  const fromCache = sha256 !== undefined;
  sha256 ??= await download(spec, parsed, place, expected.sha256);
  if (expected.sha256 === undefined) await writeTrusted(place, sha256);
  const { member } = spec;
  const path =
    member === undefined ? place.file : await extractMember(place.file, member, place.folder, parsed.maxBytes);
  const bytes = (await sizeOf(place.file)) ?? 0;
  return { name: spec.name, path, sha256, bytes, fromCache, checksum: expected.checksum, license: spec.license };
}

async function expectedChecksum(
  { name, sha256: pinned, url }: DatasetSpec,
  { sha256: given, trustOnFirstUse }: HubOptions,
  place: CachePlace,
): Promise<{ readonly sha256: string | undefined; readonly checksum: DownloadedDataset["checksum"] }> {
  if (pinned !== undefined && given !== undefined && pinned.toLowerCase() !== given.toLowerCase()) {
    throw mismatch(name, "the checksum given", given, pinned, "leave sha256 out: the data set pins its own");
  }
  if (pinned !== undefined) return { sha256: pinned.toLowerCase(), checksum: "pinned" };
  if (given !== undefined) return { sha256: given.toLowerCase(), checksum: "given" };
  if (trustOnFirstUse) return { sha256: await readTrusted(place), checksum: "trusted" };
  throw new DataError({
    code: "checksumMismatch",
    what: "nobody says what the right file is",
    where: url,
    found: "no checksum",
    fix: "give its sha256, or trustOnFirstUse: true to take the first download for it",
    details: { name, url },
  });
}

/** The checksum of the file in the cache where it is the right one. A wrong one is fetched again. */
async function checkedFile(
  file: string,
  expected: string | undefined,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  if ((await sizeOf(file)) === undefined || expected === undefined) return undefined;
  const found = await sha256Of(file, signal);
  return found === expected ? found : undefined;
}

async function download(
  spec: DatasetSpec,
  options: HubOptions,
  place: CachePlace,
  expected: string | undefined,
): Promise<string> {
  const { part, release } = await claimPart(place.part);
  try {
    const maxBytes = Math.min(options.maxBytes, spec.bytes ?? Infinity);
    const wasBegun = (await sizeOf(part)) !== undefined;
    const job = { name: spec.name, url: spec.url, part, maxBytes, options };
    await fetchPart(job);
    let found = await sha256Of(part, options.signal);
    if (expected !== undefined && found !== expected && wasBegun) {
      // The beginning may have been of another file: once more from the start.
      await removePart(part);
      await fetchPart(job);
      found = await sha256Of(part, options.signal);
    }
    if (expected !== undefined && found !== expected) {
      await removePart(part);
      throw mismatch(spec.name, spec.url, found, expected, "the file was changed or damaged: nothing was kept");
    }
    await rename(part, place.file);
    await rm(`${part}.json`, { force: true });
    return found;
  } finally {
    await release();
  }
}

function mismatch(name: string, where: string, found: string, expected: string, fix: string): DataError {
  return new DataError({
    code: "checksumMismatch",
    what: `it is not the data set ${JSON.stringify(name)}`,
    where,
    found: `SHA-256 ${found} instead of ${expected}`,
    fix,
    details: { name, found, expected },
  });
}
