import { open, readFile, writeFile } from "node:fs/promises";
import { MlsysError, throwIfAborted } from "@mlsys/core";
import { EnvHttpProxyAgent, fetch } from "undici";
import type { Dispatcher, Response } from "undici";
import { z } from "zod";
import { DataError } from "../errors/data-error.ts";
import { removePart, sizeOf } from "./cache.ts";
import type { HubOptions } from "./hub-options.ts";
import { delayOf, isTransient, TransientFailure, waitFor } from "./retrying.ts";

/** What is to be fetched. */
export interface FetchJob {
  readonly name: string;
  readonly url: string;
  /** The file that is filled. */
  readonly part: string;
  /** Largest size to accept. */
  readonly maxBytes: number;
  readonly options: HubOptions;
}

/** What tells whether the rest of a file belongs to its beginning. */
const partSchema = z.object({ url: z.string(), validator: z.string() });

/** Fills the partial file, going on where an earlier attempt broke off, until it is whole. */
export async function fetchPart(job: FetchJob): Promise<void> {
  const { timeoutMs, retries, backoffMs, signal } = job.options;
  const dispatcher = new EnvHttpProxyAgent({
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: timeoutMs },
  });
  try {
    for (let attempt = 0; ; attempt++) {
      throwIfAborted(signal, `downloading ${job.name}`);
      try {
        await attemptOnce(job, dispatcher);
        return;
      } catch (error) {
        throwIfAborted(signal, `downloading ${job.name}`);
        if (!isTransient(error)) throw asDataError(job, error);
        if (attempt >= retries) throw givenUp(job, error, attempt + 1);
        await waitFor(delayOf(error, attempt, backoffMs), signal);
      }
    }
  } finally {
    await dispatcher.destroy();
  }
}

async function attemptOnce(job: FetchJob, dispatcher: Dispatcher): Promise<void> {
  const { url, part, options } = job;
  const known = await resumable(job);
  const headers: Record<string, string> = { "accept-encoding": "identity" };
  if (known !== undefined) {
    headers["range"] = `bytes=${known.size}-`;
    headers["if-range"] = known.validator;
  }
  const init = { headers, dispatcher, ...(options.signal !== undefined && { signal: options.signal }) };
  const response = await fetch(url, init);
  const start = response.status === 206 ? startOf(response) : 0;
  if (response.status === 416 || (response.status === 206 && start !== known?.size)) {
    await response.body?.cancel();
    await removePart(part);
    throw new TransientFailure("the server has another file than before");
  }
  if (!response.ok) throw await refusal(job, response);
  if (start === 0) await remember(job, response);
  await append(job, response, start);
}

/** What is there of the file, where the server said how to tell it from another. */
async function resumable({ url, part }: FetchJob): Promise<{ size: number; validator: string } | undefined> {
  const size = (await sizeOf(part)) ?? 0;
  const text = await readFile(`${part}.json`, "utf8").catch(() => "");
  const known = partSchema.safeParse(jsonOf(text));
  return size > 0 && known.success && known.data.url === url ? { size, validator: known.data.validator } : undefined;
}

/** Only a strong tag or a date lets a server decide whether a range belongs to the same file. */
async function remember({ url, part }: FetchJob, response: Response): Promise<void> {
  const tag = response.headers.get("etag");
  const validator = tag !== null && !tag.startsWith("W/") ? tag : response.headers.get("last-modified");
  await removePart(part);
  if (validator !== null) await writeFile(`${part}.json`, JSON.stringify({ url, validator }));
}

async function append(job: FetchJob, response: Response, start: number): Promise<void> {
  const { name, part, maxBytes, options } = job;
  const length = lengthOf(response);
  const total = length === undefined ? undefined : start + length;
  if (total !== undefined && total > maxBytes) {
    await response.body?.cancel();
    throw tooLarge(job, total);
  }
  const handle = await open(part, start === 0 ? "w" : "a");
  let size = start;
  try {
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > maxBytes) throw tooLarge(job, size);
      await handle.writeFile(chunk);
      options.onProgress?.({ task: `downloading ${name}`, completed: size, total, unit: "bytes" });
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (total !== undefined && size < total) throw new TransientFailure(`only ${size} of ${total} bytes came`);
}

function startOf(response: Response): number {
  return Number(/^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "")?.[1] ?? NaN);
}

function lengthOf(response: Response): number | undefined {
  const header = response.headers.get("content-length");
  return header === null || response.headers.has("content-encoding") ? undefined : Number(header);
}

async function refusal({ name, url }: FetchJob, response: Response): Promise<Error> {
  const { status } = response;
  await response.body?.cancel();
  if (status >= 500 || status === 429 || status === 408) {
    const seconds = Number(response.headers.get("retry-after") ?? NaN);
    return new TransientFailure(`status ${status}`, Number.isFinite(seconds) ? seconds * 1000 : undefined);
  }
  const missing = status === 404 || status === 410;
  return new DataError({
    code: missing ? "notFound" : "badStatus",
    what: missing ? "the data set is not there" : "the server refuses the data set",
    where: url,
    found: `status ${status}`,
    fix: "download it by hand and give its path, or name another URL",
    details: { name, url, status },
  });
}

function tooLarge({ name, url, maxBytes }: FetchJob, size: number): DataError {
  return new DataError({
    code: "tooLarge",
    what: "the data set is larger than allowed",
    where: url,
    found: `${size} bytes or more, ${maxBytes} allowed`,
    fix: "raise maxBytes if that is right",
    details: { name, url, size, maxBytes },
  });
}

function givenUp({ name, url, options }: FetchJob, error: unknown, attempts: number): DataError {
  const timedOut = error instanceof Error && /timeout/i.test(`${error.message} ${String(error.cause)}`);
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return new DataError({
    code: timedOut ? "timedOut" : "readFailed",
    what: timedOut ? "the server was silent for too long" : "the data set cannot be downloaded",
    where: url,
    found: timedOut ? `no byte in ${options.timeoutMs} ms` : cause instanceof Error ? cause.message : String(cause),
    fix: `tried ${attempts === 1 ? "once" : `${attempts} times`}; what came is kept, and the next call goes on from there`,
    details: { name, url, attempts },
    cause: error,
  });
}

function asDataError({ part }: FetchJob, error: unknown): unknown {
  if (error instanceof MlsysError || !(error instanceof Error)) return error;
  return new DataError({
    code: "writeFailed",
    what: "the file cannot be written",
    where: part,
    found: error.message,
    fix: "check the space and the permissions of the cache folder",
    cause: error,
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
