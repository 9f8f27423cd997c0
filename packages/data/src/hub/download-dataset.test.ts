import { createHash, randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { isMlsysError } from "@mlsys/core";
import { downloadDataset, datasets } from "@mlsys/data/hub";
import type { DatasetSpec, DownloadDatasetOptions } from "@mlsys/data/hub";
import { strToU8, zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

type Handler = (request: IncomingMessage, response: ServerResponse, attempt: number) => void;

const body = randomBytes(300_000);
const sha256 = digestOf(body);

let folder = "";
let server: Server;
let base = "";
let handler: Handler = serveWhole;
let requests: { readonly url: string; readonly headers: IncomingHttpHeaders }[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mlsys hub "));
  requests = [];
  server = createServer((request, response) => {
    requests.push({ url: request.url ?? "", headers: request.headers });
    handler(request, response, requests.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

const spec = (more: Partial<DatasetSpec> = {}): DatasetSpec => ({
  name: "set",
  url: `${base}/set.bin`,
  sha256,
  ...more,
});
const get = (more: Partial<DatasetSpec> = {}, options: DownloadDatasetOptions = {}) =>
  downloadDataset(spec(more), { cacheDir: folder, backoffMs: 1, retries: 2, timeoutMs: 2000, ...options });
const cached = async (): Promise<string[]> => (await readdir(join(folder, "datasets", "set"))).sort();

async function failure(promise: Promise<unknown>): Promise<{ code: string; message: string }> {
  const error: unknown = await promise.then(
    () => undefined,
    (each: unknown) => each,
  );
  if (!isMlsysError(error)) throw error;
  return { code: error.code, message: error.message };
}

describe("downloadDataset", () => {
  it("downloads once, checks, and finds it in the cache from then on", async () => {
    handler = serveWhole;
    const first = await get();
    expect(await readFile(first.path)).toEqual(body);
    expect(first).toMatchObject({ name: "set", sha256, bytes: body.length, fromCache: false, checksum: "pinned" });
    expect((await get()).fromCache).toBe(true);
    expect(requests).toHaveLength(1);
    expect(await cached()).toEqual(["set.bin"]);
  });

  it("reports progress up to the whole", async () => {
    handler = serveWhole;
    const seen: number[] = [];
    await get({}, { onProgress: ({ completed, total }) => seen.push(completed, total ?? -1) });
    expect(seen.slice(-2)).toEqual([body.length, body.length]);
  });

  it("goes on where a connection was lost, if the file is still the same", async () => {
    handler = (request, response, attempt) => {
      if (attempt === 1) breakOff(response, 100_000, { etag: '"v1"' });
      else serveRange(request, response, '"v1"');
    };
    expect(await readFile((await get()).path)).toEqual(body);
    // How much came before the break is up to the network.
    expect(requests[1]?.headers).toMatchObject({
      range: expect.stringMatching(/^bytes=[1-9]\d*-$/) as string,
      "if-range": '"v1"',
    });
    expect(await cached()).toEqual(["set.bin"]);
  });

  it("goes on in a later call, by the date where there is no tag", async () => {
    const date = "Sat, 21 Nov 2026 10:00:00 GMT";
    handler = (_, response) => breakOff(response, 1000, { "last-modified": date });
    const error = await failure(get({}, { retries: 0 }));
    expect(error.code).toBe("readFailed");
    expect(await cached()).toEqual(["set.bin.part", "set.bin.part.json"]);
    handler = (request, response) => serveRange(request, response, date);
    expect((await get()).sha256).toBe(sha256);
    expect(requests[1]?.headers).toMatchObject({ range: "bytes=1000-", "if-range": date });
  });

  it("starts again where the server has another file than before", async () => {
    handler = (request, response, attempt) => {
      if (attempt === 1) breakOff(response, 1000, { etag: '"old"' });
      else serveRange(request, response, '"new"');
    };
    expect((await get()).sha256).toBe(sha256);
    expect(requests).toHaveLength(2);
  });

  it("starts again where nothing tells whether the file is the same, or the tag is weak", async () => {
    for (const headers of [{}, { etag: 'W/"v1"' }]) {
      requests = [];
      handler = (request, response, attempt) => {
        if (attempt === 1) breakOff(response, 1000, headers);
        else serveWhole(request, response);
      };
      expect((await get()).sha256).toBe(sha256);
      expect(requests[1]?.headers.range).toBeUndefined();
      await rm(join(folder, "datasets"), { recursive: true });
    }
  });

  it("starts again where what was kept turns out to be of another file", async () => {
    await mkdir(join(folder, "datasets", "set"), { recursive: true });
    const part = join(folder, "datasets", "set", "set.bin.part");
    await writeFile(part, "rubbish");
    await writeFile(`${part}.json`, JSON.stringify({ url: `${base}/set.bin`, validator: '"v1"' }));
    handler = (request, response) => serveRange(request, response, '"v1"');
    expect((await get()).sha256).toBe(sha256);
    expect(requests.map(({ headers }) => headers.range)).toEqual(["bytes=7-", undefined]);
  });

  it("starts again when the server cannot give the range", async () => {
    handler = (request, response, attempt) => {
      if (attempt === 1) breakOff(response, 1000, { etag: '"v1"' });
      else if (request.headers.range !== undefined) response.writeHead(416).end();
      else serveWhole(request, response);
    };
    expect((await get()).sha256).toBe(sha256);
    expect(requests).toHaveLength(3);
  });

  it("notices a body that is shorter than announced", async () => {
    handler = (_, response) => breakOff(response, body.length - 1, {});
    const error = await failure(get());
    expect(error.code).toBe("readFailed");
    expect(error.message).toContain("tried 3 times");
    expect(requests).toHaveLength(3);
  });

  it("refuses another file, and keeps nothing of it", async () => {
    handler = (_, response) => response.end(randomBytes(300_000));
    const error = await failure(get());
    expect(error.code).toBe("checksumMismatch");
    expect(error.message).toContain(`instead of ${sha256}`);
    expect(await cached()).toEqual([]);
  });

  it("replaces a file in the cache that was changed", async () => {
    handler = serveWhole;
    const { path } = await get();
    await writeFile(path, "changed");
    expect((await get()).fromCache).toBe(false);
    expect(await readFile(path)).toEqual(body);
  });

  it("tries again when the server is overloaded, after the pause that it asks for", async () => {
    handler = (request, response, attempt) => {
      if (attempt < 3) response.writeHead(attempt === 1 ? 503 : 429, { "retry-after": "0" }).end();
      else serveWhole(request, response);
    };
    expect((await get()).sha256).toBe(sha256);
    expect(requests).toHaveLength(3);
  });

  it.each([
    [404, "notFound"],
    [410, "notFound"],
    [403, "badStatus"],
  ])("does not try again on status %i", async (status, code) => {
    handler = (_, response) => response.writeHead(status).end("no");
    const error = await failure(get());
    expect(error).toMatchObject({ code });
    expect(error.message).toContain(`status ${status}`);
    expect(requests).toHaveLength(1);
  });

  it("follows redirects", async () => {
    handler = (request, response) => {
      if (request.url === "/set.bin") response.writeHead(302, { location: "/elsewhere" }).end();
      else serveWhole(request, response);
    };
    expect((await get()).sha256).toBe(sha256);
    expect(requests.map(({ url }) => url)).toEqual(["/set.bin", "/elsewhere"]);
  });

  it("does not follow redirects for ever", async () => {
    handler = (_, response) => response.writeHead(302, { location: "/set.bin" }).end();
    expect((await failure(get({}, { retries: 0 }))).code).toBe("readFailed");
  });

  it("gives up on a server that falls silent", async () => {
    handler = (_, response) => {
      response.writeHead(200, { "content-length": body.length });
      response.write(body.subarray(0, 10));
    };
    const error = await failure(get({}, { retries: 0, timeoutMs: 300 }));
    expect(error.code).toBe("timedOut");
    expect(error.message).toContain("no byte in 300 ms");
  });

  it("says that nobody listens", async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, "127.0.0.1", resolve));
    const address = gone.address();
    await new Promise((resolve) => gone.close(resolve));
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const error = await failure(get({ url: `http://127.0.0.1:${port}/x` }, { retries: 0 }));
    expect(error.code).toBe("readFailed");
    expect(error.message).toContain("ECONNREFUSED");
  });

  it("stops when it is cancelled, and keeps what came", async () => {
    const controller = new AbortController();
    handler = (_, response) => {
      response.writeHead(200, { "content-length": body.length, etag: '"v1"' });
      response.write(body.subarray(0, 5000), () => void whenKept(5000).then(() => controller.abort()));
    };
    expect((await failure(get({}, { signal: controller.signal }))).code).toBe("aborted");
    expect(await cached()).toEqual(["set.bin.part", "set.bin.part.json"]);
  });

  it("refuses what is larger than allowed, announced or not", async () => {
    handler = serveWhole;
    expect((await failure(get({}, { maxBytes: 1000 }))).code).toBe("tooLarge");
    handler = (_, response) => {
      response.write(body);
      response.end();
    };
    expect((await failure(get({ bytes: 1000 }))).code).toBe("tooLarge");
  });

  it("lets several calls at the same time end well", async () => {
    handler = (request, response) => setTimeout(() => serveWhole(request, response), 50);
    const all = await Promise.all([get(), get(), get()]);
    expect(all.map((each) => each.sha256)).toEqual([sha256, sha256, sha256]);
    expect(await cached()).toEqual(["set.bin"]);
  });
});

describe("checksums", () => {
  const { sha256: _, ...unpinned } = { sha256 };
  const open = (): DatasetSpec => ({ name: "set", url: `${base}/set.bin`, ...unpinned });
  const options = (): DownloadDatasetOptions => ({ cacheDir: folder, retries: 0 });

  it("refuses a data set that nobody vouches for", async () => {
    const error = await failure(downloadDataset(open(), options()));
    expect(error.message).toContain("trustOnFirstUse");
    expect(requests).toHaveLength(0);
  });

  it("takes the caller's", async () => {
    handler = serveWhole;
    const made = await downloadDataset(open(), { ...options(), sha256: sha256.toUpperCase() });
    expect(made.checksum).toBe("given");
    expect((await failure(downloadDataset(open(), { ...options(), sha256: "0".repeat(64) }))).code).toBe(
      "checksumMismatch",
    );
    const other = downloadDataset(spec(), { ...options(), sha256: "0".repeat(64) });
    expect((await failure(other)).message).toContain("pins its own");
  });

  it("trusts the first download when told to, and no other afterwards", async () => {
    handler = serveWhole;
    const trusting = { ...options(), trustOnFirstUse: true };
    expect((await downloadDataset(open(), trusting)).checksum).toBe("trusted");
    expect((await downloadDataset(open(), trusting)).fromCache).toBe(true);
    await rm(join(folder, "datasets", "set", "set.bin"));
    handler = (_request, response) => response.end("another file");
    expect((await failure(downloadDataset(open(), trusting))).code).toBe("checksumMismatch");
  });

  it("pins those of the data sets that it knows", () => {
    for (const each of Object.values(datasets)) expect(each.sha256).toMatch(/^[\da-f]{64}$/);
  });
});

describe("archives", () => {
  const text = "one@neutral\n";
  const archive = Buffer.from(zipSync({ "v1/data.txt": strToU8(text), "../../evil.txt": strToU8("x") }));
  const packed = (member: string): Partial<DatasetSpec> => ({ sha256: digestOf(archive), member, fileName: "a.zip" });

  it("takes out the member that is named, and restores it when it was changed", async () => {
    handler = (_, response) => response.end(archive);
    const { path } = await get(packed("v1/data.txt"));
    expect(await readFile(path, "utf8")).toBe(text);
    await writeFile(path, "changed");
    expect((await get(packed("v1/data.txt"))).fromCache).toBe(true);
    expect(await readFile(path, "utf8")).toBe(text);
  });

  it("never writes outside its folder", async () => {
    handler = (_, response) => response.end(archive);
    const { path } = await get(packed("../../evil.txt"));
    expect(path).toBe(join(folder, "datasets", "set", "evil.txt"));
  });

  it("says that a member is missing, too large, or that the file is no archive", async () => {
    handler = (_, response) => response.end(archive);
    expect((await failure(get(packed("v1/date.txt")))).message).toContain('did you mean "v1/data.txt"');
    expect((await failure(get(packed("v1/data.txt"), { maxBytes: 5 }))).code).toBe("tooLarge");
    handler = serveWhole;
    expect((await failure(get({ member: "x" }))).code).toBe("invalidBytes");
  });
});

describe("names", () => {
  it("refuses names that could leave the cache, other protocols, and unknown data sets", async () => {
    for (const name of ["../x", "a/b", ".hidden", "", "nul", "a."]) {
      expect((await failure(get({ name }))).code).toBe("invalidOption");
    }
    expect((await failure(get({ fileName: "..\\x" }))).code).toBe("invalidOption");
    expect((await failure(get({ url: "file:///etc/passwd" }))).code).toBe("invalidOption");
    const error = await failure(downloadDataset("financial-phrasbank", { cacheDir: folder }));
    expect(error).toMatchObject({ code: "unknownDataset" });
    expect(error.message).toContain('did you mean "financial-phrasebank"');
  });

  it("takes the cache folder from MLSYS_CACHE_DIR", async () => {
    handler = serveWhole;
    process.env["MLSYS_CACHE_DIR"] = join(folder, "elsewhere");
    try {
      const { path } = await downloadDataset(spec());
      expect(path).toBe(join(folder, "elsewhere", "datasets", "set", "set.bin"));
    } finally {
      delete process.env["MLSYS_CACHE_DIR"];
    }
  });
});

function serveWhole(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { "content-length": body.length }).end(body);
}

/** Announces the whole and closes the connection after some bytes. */
function breakOff(response: ServerResponse, bytes: number, headers: Record<string, string>): void {
  response.writeHead(200, { "content-length": body.length, ...headers });
  response.write(body.subarray(0, bytes), () => void whenKept(bytes).then(() => response.destroy()));
}

/** Resolves once the client has put that many bytes away; after a second in any case. */
async function whenKept(bytes: number): Promise<void> {
  const part = join(folder, "datasets", "set", "set.bin.part");
  for (let waited = 0; waited < 1000; waited += 5) {
    const { size } = await stat(part).catch(() => ({ size: 0 }));
    if (size >= bytes) return;
    await wait(5);
  }
}

function serveRange(request: IncomingMessage, response: ServerResponse, validator: string): void {
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? NaN);
  const header = validator.startsWith('"') ? { etag: validator } : { "last-modified": validator };
  if (!(start >= 0) || request.headers["if-range"] !== validator) {
    response.writeHead(200, { "content-length": body.length, ...header }).end(body);
    return;
  }
  const rest = body.subarray(start);
  const range = `bytes ${start}-${body.length - 1}/${body.length}`;
  response.writeHead(206, { "content-length": rest.length, "content-range": range, ...header }).end(rest);
}

function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
