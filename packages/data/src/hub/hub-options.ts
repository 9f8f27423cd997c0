import { boolean, didYouMean, integer, parseOptions, satisfying, showValue, text } from "@mlsys/core";
import type { ProgressListener } from "@mlsys/core";
import { DataError } from "../errors/data-error.ts";
import { progressRule, signalRule } from "../internal/rules.ts";
import { datasets } from "./datasets.ts";
import type { DatasetSpec } from "./datasets.ts";

/** Options of `downloadDataset`. */
export interface DownloadDatasetOptions {
  /** The folder of downloaded files. Default: `MLSYS_CACHE_DIR`, else `~/.cache/mlsys`. */
  readonly cacheDir?: string;
  /** The SHA-256 that the file must have, where the data set pins none; must agree where it pins one. */
  readonly sha256?: string;
  /**
   * Accepts a file without a known checksum the first time, remembers its checksum, and refuses any other from then on.
   * Default false: such a data set is refused.
   */
  readonly trustOnFirstUse?: boolean;
  /** Largest size to accept, packed and unpacked, in bytes. Default 2 GiB. */
  readonly maxBytes?: number;
  /** Attempts after a failed one. Default 4. */
  readonly retries?: number;
  /** Longest silence of the server, in milliseconds. Default 30,000. */
  readonly timeoutMs?: number;
  /** First pause between attempts, in milliseconds; it doubles each time. Default 500. */
  readonly backoffMs?: number;
  /** Is told how many bytes are there. */
  readonly onProgress?: ProgressListener;
  /** Stops the download; what is there is kept for the next attempt. */
  readonly signal?: AbortSignal;
}

const digest = satisfying(
  "a SHA-256 of 64 hexadecimal digits",
  (value): value is string => typeof value === "string" && /^[\da-f]{64}$/i.test(value),
);

const safeName = satisfying(
  "a name of letters, digits, dots, dashes and underscores that begins with a letter or digit",
  (value): value is string => typeof value === "string" && isSafeName(value),
);

const webUrl = satisfying(
  "an http or https URL",
  (value): value is string => typeof value === "string" && /^https?:$/.test(URL.parse(value)?.protocol ?? ""),
);

const optionSpecs = {
  cacheDir: { rule: text({ minLength: 1 }) },
  sha256: { rule: digest },
  trustOnFirstUse: { rule: boolean(), default: false },
  maxBytes: { rule: integer({ min: 1 }), default: 2 ** 31 },
  retries: { rule: integer({ min: 0 }), default: 4 },
  timeoutMs: { rule: integer({ min: 1 }), default: 30_000 },
  backoffMs: { rule: integer({ min: 0 }), default: 500 },
  onProgress: { rule: progressRule },
  signal: { rule: signalRule },
} as const;

const datasetSpecs = {
  name: { rule: safeName, required: true },
  url: { rule: webUrl, required: true },
  sha256: { rule: digest },
  bytes: { rule: integer({ min: 0 }) },
  fileName: { rule: safeName },
  member: { rule: text({ minLength: 1 }) },
  description: { rule: text() },
  license: { rule: text() },
  homepage: { rule: text() },
} as const;

/** The options with their defaults. */
export type HubOptions = ReturnType<typeof parseHubOptions>;

/** The options with their defaults. */
export function parseHubOptions(options: DownloadDatasetOptions) {
  return parseOptions("downloadDataset", options, optionSpecs, DataError);
}

/** The data set of that name, or the one described, with the name of its file. */
export function parseDataset(nameOrSpec: string | DatasetSpec): DatasetSpec & { readonly fileName: string } {
  const spec = typeof nameOrSpec === "string" ? registered(nameOrSpec) : nameOrSpec;
  const { url, ...parsed } = parseOptions("downloadDataset", spec, datasetSpecs, DataError);
  const last = decodeURIComponent(new URL(url).pathname.split("/").at(-1) ?? "");
  const fileName = parsed.fileName ?? (isSafeName(last) ? last : "data");
  return { ...spec, fileName };
}

/** Whether a text may be the name of a file or folder on any system. */
export function isSafeName(name: string): boolean {
  const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$/i;
  return /^[a-z\d][\w.-]{0,99}$/i.test(name) && !name.endsWith(".") && !reserved.test(name);
}

function registered(name: string): DatasetSpec {
  const known: Readonly<Record<string, DatasetSpec>> = datasets;
  const spec = Object.hasOwn(known, name) ? known[name] : undefined;
  if (spec !== undefined) return spec;
  throw new DataError({
    code: "unknownDataset",
    what: "there is no data set of that name",
    where: "downloadDataset",
    found: showValue(name),
    fix: didYouMean(name, Object.keys(known)),
    details: { name, known: Object.keys(known) },
  });
}
