import type { FileHandle } from "node:fs/promises";
import type { FittedModel } from "../estimator.ts";
import { invalidArgument } from "../internal/invalid-argument.ts";
import { ModelsError } from "../models-error.ts";
import type { ModelReadingOptions } from "../persistence/model-from-json.ts";
import { assertIntact, bundleFromFiles, bundleToFiles, manifestFrom } from "./bundle-files.ts";
import type { Bundle, BundleDetails, BundledModel, BundleFiles } from "./bundle-files.ts";
import type { BundleManifest } from "./manifest.ts";
import { readTar, writeTar } from "./tar.ts";

/**
 * Saves a model with all that is told about it: as a folder, or as one archive when the path ends in `.tar.gz` or `.tgz`. The
 * bundle appears whole or not at all; one that stood there before is replaced.
 *
 * @param path - the folder or archive.
 * @param model - the fitted model.
 * @param details - name, signature, lineage, reports, gates, metadata, example.
 * @returns the manifest that was written.
 * @throws {ModelsError} `fileExists` when something else stands there; `ioFailure`; as {@link bundleToFiles}.
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { linearRegression } from "@mlsys/models";
 * import { loadBundle, saveBundle } from "@mlsys/models/bundle";
 *
 * const path = join(await mkdtemp(join(tmpdir(), "bundle-")), "line.tar.gz");
 * await saveBundle(path, linearRegression().fit([[0], [1]], [1, 3]), { name: "line" });
 * (await loadBundle(path)).manifest.name; // => "line"
 * ```
 */
export async function saveBundle(
  path: string | URL,
  model: FittedModel,
  details: BundleDetails = {},
): Promise<BundleManifest> {
  const target = await pathOf("saveBundle", path);
  const files = bundleToFiles(model, details);
  await withIoErrors(target, () => (isArchive(target) ? writeArchive(target, files) : writeFolder(target, files)));
  return manifestFrom(files);
}

/**
 * Loads a bundle, checking sizes and hashes; no code of the bundle is run. The type parameter states which model is expected.
 *
 * @param path - the folder or archive.
 * @param options - `kinds`: the kinds of models that may occur. Default: all of this package.
 * @returns the model and the manifest.
 * @throws {ModelsError} `missingFile`, `corruptBundle`, `hashMismatch`, `unsafePath`, `unsupportedVersion`, `unknownModel`, `ioFailure`.
 *
 * @example
 * ```ts
 * import { loadBundle } from "@mlsys/models/bundle";
 *
 * let code = "";
 * try {
 *   await loadBundle("there-is-no-such-bundle");
 * } catch (error) {
 *   code = (error as { code: string }).code;
 * }
 * code; // => "missingFile"
 * ```
 */
export async function loadBundle<Model extends FittedModel = BundledModel>(
  path: string | URL,
  options: ModelReadingOptions = {},
): Promise<Bundle<Model>> {
  return bundleFromFiles<Model>(await readFiles(await pathOf("loadBundle", path)), options);
}

/** What {@link verifyBundle} found. */
export interface BundleVerification {
  /** Whether all files are there and are those that were saved. */
  readonly passed: boolean;
  /** What is wrong, one error a file. */
  readonly problems: readonly { readonly file: string; readonly code: string; readonly message: string }[];
  /** The manifest, if it can be read. */
  readonly manifest: BundleManifest | undefined;
}

/**
 * Checks a bundle without making its model: every file is there, of the size and hash that the manifest says.
 *
 * @param path - the folder or archive.
 * @returns whether it passed, and the problems.
 * @throws {ModelsError} `ioFailure` when the disk cannot be read.
 *
 * @example
 * ```ts
 * import { verifyBundle } from "@mlsys/models/bundle";
 *
 * (await verifyBundle("there-is-no-such-bundle")).passed; // => false
 * ```
 */
export async function verifyBundle(path: string | URL): Promise<BundleVerification> {
  const problems: { file: string; code: string; message: string }[] = [];
  const note = (file: string, error: unknown): void => {
    if (!(error instanceof ModelsError) || error.code === "ioFailure") throw error;
    problems.push({ file, code: error.code, message: error.message });
  };
  let manifest: BundleManifest | undefined;
  try {
    const files = await readFiles(await pathOf("verifyBundle", path));
    manifest = manifestFrom(files);
    for (const name of Object.keys(manifest.files)) {
      try {
        assertIntact(name, files.get(name), manifest);
      } catch (error) {
        note(name, error);
      }
    }
  } catch (error) {
    note("manifest.json", error);
  }
  return { passed: problems.length === 0, problems, manifest };
}

async function pathOf(owner: string, path: string | URL): Promise<string> {
  const paths = await import("node:path");
  const { fileURLToPath } = await import("node:url");
  if (typeof path === "string") return paths.resolve(path);
  if (path instanceof URL && path.protocol === "file:") return fileURLToPath(path);
  throw invalidArgument(owner, "path", "a path or a URL of a file", path);
}

function isArchive(path: string): boolean {
  return /\.(?:tar\.gz|tgz)$/.test(path);
}

async function readFiles(path: string): Promise<BundleFiles> {
  return withIoErrors(path, () => (isArchive(path) ? readArchive(path) : readFolder(path)));
}

async function readArchive(path: string): Promise<BundleFiles> {
  const { readFile } = await import("node:fs/promises");
  const { gunzipSync } = await import("node:zlib");
  const compressed = await readFile(path);
  let archive: Uint8Array;
  try {
    archive = gunzipSync(compressed);
  } catch (cause) {
    const fix = "copy the bundle again from where it is whole, or save the model again";
    throw new ModelsError({ code: "corruptBundle", what: "the archive cannot be read", where: path, fix, cause });
  }
  return readTar(archive, path);
}

async function readFolder(path: string): Promise<BundleFiles> {
  const { readdir, readFile } = await import("node:fs/promises");
  const paths = await import("node:path");
  const files = new Map<string, Uint8Array>();
  for (const entry of await readdir(path, { withFileTypes: true })) {
    if (entry.isFile()) files.set(entry.name, await readFile(paths.join(path, entry.name)));
  }
  return files;
}

/** Written beside its target, then renamed: a reader sees the old archive or the new one, never a part. */
async function writeArchive(target: string, files: BundleFiles): Promise<void> {
  const { mkdir, rename, rm } = await import("node:fs/promises");
  const paths = await import("node:path");
  const { gzipSync } = await import("node:zlib");
  await mkdir(paths.dirname(target), { recursive: true });
  const temporary = `${target}.${await uniqueSuffix()}`;
  try {
    await writeSynced(temporary, gzipSync(writeTar(files)));
    await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** A folder cannot be renamed onto one with files: the old one steps aside first. */
async function writeFolder(target: string, files: BundleFiles): Promise<void> {
  const { mkdir, rename, rm } = await import("node:fs/promises");
  const paths = await import("node:path");
  await assertReplaceable(target);
  await mkdir(paths.dirname(target), { recursive: true });
  const suffix = await uniqueSuffix();
  const [temporary, former] = [`${target}.${suffix}`, `${target}.${suffix}-old`];
  try {
    await mkdir(temporary);
    for (const [name, bytes] of files) await writeSynced(paths.join(temporary, name), bytes);
    const isReplacing = await rename(target, former).then(
      () => true,
      () => false,
    );
    try {
      await rename(temporary, target);
    } catch (error) {
      if (isReplacing) await rename(former, target);
      throw error;
    }
  } finally {
    await rm(temporary, { recursive: true, force: true });
    await rm(former, { recursive: true, force: true });
  }
}

/** Only nothing, an empty folder or another bundle is replaced. */
async function assertReplaceable(target: string): Promise<void> {
  const { readdir, stat } = await import("node:fs/promises");
  const found = await stat(target).catch(() => undefined);
  if (found === undefined) return;
  const names = found.isDirectory() ? await readdir(target) : undefined;
  if (names?.length === 0 || names?.includes("manifest.json") === true) return;
  throw new ModelsError({
    code: "fileExists",
    what: "there is something that is no bundle",
    where: target,
    found: names === undefined ? "a file" : `a folder with ${names.length} entries`,
    fix: "save to another path, or remove it first",
  });
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const { open } = await import("node:fs/promises");
  const file: FileHandle = await open(path, "wx");
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function uniqueSuffix(): Promise<string> {
  const { randomUUID } = await import("node:crypto");
  return `tmp-${randomUUID().slice(0, 8)}`;
}

async function withIoErrors<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = (error as { readonly code?: unknown }).code;
    if (error instanceof ModelsError || typeof code !== "string") throw error;
    const isMissing = code === "ENOENT" || code === "ENOTDIR";
    throw new ModelsError({
      code: isMissing ? "missingFile" : "ioFailure",
      what: isMissing ? "there is no such bundle" : "a bundle cannot be read or written",
      where: path,
      found: code,
      fix: isMissing
        ? "check the path; saveBundle writes a folder, or an archive for a path in .tar.gz"
        : "see the cause",
      cause: error,
    });
  }
}
