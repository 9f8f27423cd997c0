import { once } from "node:events";
import { type IncomingMessage, request as httpRequest } from "node:http";
import { connect, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { silentLogger } from "@mlsys/core";
import { createHandler, type ServableModel, ServingError } from "@mlsys/serving";
import { type RunningServer, serve, type ServeOptions, type ServeTarget } from "@mlsys/serving/node";
import { afterEach, describe, expect, it } from "vitest";
import { regression, sentiment } from "./fixtures/models.ts";

const servers: RunningServer[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(target: ServeTarget = regression, options: ServeOptions = {}): Promise<RunningServer> {
  const server = await serve(target, { port: 0, shutdownTimeoutMs: 200, ...options });
  servers.push(server);
  return server;
}

/** Sends raw bytes, and gives everything that comes back until the server hangs up. */
async function raw({ port }: RunningServer, text: string): Promise<string> {
  const socket = await open(port);
  socket.write(text);
  let received = "";
  socket.on("data", (chunk: Buffer) => (received += chunk.toString()));
  await once(socket, "close");
  return received;
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  sockets.push(socket);
  socket.on("error", () => undefined);
  await once(socket, "connect");
  return socket;
}

const post = (rows: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ rows }),
});

/** A model that answers only when it is let, and knows how many requests have reached it. */
function slow(): { readonly model: ServableModel; readonly started: () => number; readonly release: () => void } {
  let release = () => {};
  let started = 0;
  const released = new Promise<void>((resolve) => (release = resolve));
  const predict: ServableModel["predict"] = async (rows) => {
    started++;
    await released;
    return { predictions: rows.map(() => 1) };
  };
  return { model: { ...regression, examples: [], predict }, started: () => started, release: () => release() };
}

describe("serve", () => {
  it("serves a model on a free port of the loopback address", async () => {
    const { url, port } = await start();
    expect(url).toBe(`http://127.0.0.1:${port}`);
    const answer = (await (await fetch(`${url}/predict?x=10`)).json()) as { data: unknown };
    expect(answer.data).toEqual({ predictions: [167.0728136890764] });
  });

  it("gives the same replies as the handler without a server", async () => {
    const handler = createHandler(sentiment, { logger: silentLogger });
    const { url } = await start(handler);
    for (const path of ["/", "/page.css", "/page.js", "/metadata", "/openapi.json", "/health", "/ready", "/nothing"]) {
      const init = { headers: { "x-request-id": "same", host: "localhost" } };
      const direct = await handler(new Request(`http://localhost${path}`, init));
      const served = await fetch(url + path, init);
      const expected = (await direct.text()).replaceAll("http://localhost", url);
      expect([path, served.status, await served.text()]).toEqual([path, direct.status, expected]);
      for (const [name, value] of direct.headers) expect([name, served.headers.get(name)]).toEqual([name, value]);
    }
  });

  it("reads bodies in one piece and in many", async () => {
    const { url, port } = await start();
    expect((await fetch(`${url}/predict`, post([1, 2]))).status).toBe(200);
    const request = httpRequest({
      port,
      method: "POST",
      path: "/predict",
      headers: { "content-type": "application/json" },
    });
    for (const piece of ['{"ro', 'ws":', "[1", "]}"]) request.write(piece);
    request.end();
    const [response] = (await once(request, "response")) as [IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(200);
  });

  it("answers HEAD with the length of GET and no body", async () => {
    const server = await start();
    const head = await raw(server, "HEAD /health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    expect(head).toContain("content-length: 15");
    expect(head.endsWith("\r\n\r\n")).toBe(true);
  });

  it("serves any other handler in the style of fetch", async () => {
    const { url } = await start(async (request: Request) => {
      const headers = new Headers({ "x-kind": "plain" });
      headers.append("set-cookie", "a=1");
      headers.append("set-cookie", "b=2");
      return new Response(`${request.method} ${new URL(request.url).pathname} ${await request.text()}`, { headers });
    });
    const response = await fetch(`${url}/anything`, { method: "POST", body: "body" });
    expect(await response.text()).toBe("POST /anything body");
    expect(response.headers.get("x-kind")).toBe("plain");
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  });

  it("refuses a port in use with a clear line", async () => {
    const { port } = await start();
    const second = serve(regression, { port });
    await expect(second).rejects.toThrow(ServingError);
    await expect(second).rejects.toMatchObject({
      code: "portInUse",
      message: `port ${port} is in use (127.0.0.1): choose another port, or 0 for any free one`,
    });
  });

  it("refuses to start with a model that cannot predict its example", async () => {
    const predict = () => ({ predictions: [] });
    await expect(serve({ ...regression, predict }, { port: 0 })).rejects.toMatchObject({ code: "warmUpFailed" });
  });

  it("refuses options that do not exist, and options for a handler made already", async () => {
    await expect(serve(regression, { prot: 1 } as ServeOptions)).rejects.toThrow(/did you mean "port"\?/);
    await expect(serve(createHandler(regression), { handler: {} })).rejects.toMatchObject({ code: "invalidOption" });
  });

  it("passes options on to the handler that it makes", async () => {
    const { url } = await start(regression, { handler: { maxRows: 1 } });
    expect((await fetch(`${url}/predict?x=1,2`)).status).toBe(400);
  });
});

describe("a server under strain", () => {
  it("refuses a body that is announced too large, and one that turns out so", async () => {
    const server = await start(createHandler(regression, { maxBodyBytes: 1000 }));
    const head = "POST /predict HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
    const announced = await raw(server, `${head}content-length: 1001\r\n\r\n`);
    expect(announced).toMatch(/^HTTP\/1\.1 413 /);
    expect(announced).toContain("connection: close");
    const chunk = `258\r\n${"x".repeat(600)}\r\n`;
    expect(await raw(server, `${head}transfer-encoding: chunked\r\n\r\n${chunk}${chunk}${chunk}`)).toMatch(
      /^HTTP\/1\.1 413 /,
    );
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
  });

  it("answers more requests than it takes at a time with 503, and recovers", async () => {
    const { model, started, release } = slow();
    const { url } = await start(model, { maxConcurrency: 2 });
    const underWay = [fetch(`${url}/predict?x=1`), fetch(`${url}/predict?x=1`)];
    await expect.poll(started).toBe(2);
    const refused = await fetch(`${url}/predict?x=1`);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "1"]);
    release();
    expect((await Promise.all(underWay)).map(({ status }) => status)).toEqual([200, 200]);
    await expect.poll(async () => (await fetch(`${url}/predict?x=1`)).status).toBe(200);
  });

  it("answers five hundred requests over kept connections, each with its own numbers", async () => {
    const { url } = await start();
    const answers = await Promise.all(
      Array.from({ length: 500 }, async (_, i) => {
        const response = await fetch(`${url}/predict`, post([{ x: i }]));
        return ((await response.json()) as { data: { predictions: number[] } }).data.predictions[0];
      }),
    );
    expect(answers).toEqual(answers.map((_, i) => 16.716531471604753 * i - 0.09250102697112714));
  });

  it("answers pipelined requests in order", async () => {
    const server = await start();
    const one = "GET /predict?x=1 HTTP/1.1\r\nhost: x\r\n\r\n";
    const last = "GET /predict?x=10 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    const received = await raw(server, one + last);
    expect(received.match(/"predictions":\[[^\]]*\]/g)).toEqual([
      '"predictions":[16.624030444633625]',
      '"predictions":[167.0728136890764]',
    ]);
  });

  it.each([
    [
      "both lengths",
      "POST /predict HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
      400,
    ],
    ["a bad chunk", "POST /predict HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n", 400],
    ["no HTTP at all", "hello\r\n\r\n", 400],
    ["huge headers", `GET / HTTP/1.1\r\nhost: x\r\nx: ${"a".repeat(20_000)}\r\n\r\n`, 431],
    ["an absolute address", "GET http://x/predict?x=1 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", 404],
  ])("answers %s with its status and goes on", async (_, text, status) => {
    const server = await start();
    expect(await raw(server, text)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
  });

  it("hangs up on who sends nothing, and on who stalls in the middle", async () => {
    const server = await start(regression, { headersTimeoutMs: 100, requestTimeoutMs: 100 });
    const silent = raw(server, "");
    const stalled = raw(server, "POST /predict HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n{");
    expect(await silent).toMatch(/^HTTP\/1\.1 408 /);
    expect(await stalled).toMatch(/^HTTP\/1\.1 408 /);
  });

  it("goes on when a client leaves in the middle of its request", async () => {
    const server = await start(regression, { maxConcurrency: 1 });
    const socket = await open(server.port);
    socket.write("POST /predict HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n{");
    await wait(20);
    socket.destroy();
    await expect.poll(async () => (await fetch(`${server.url}/health`)).status).toBe(200);
  });
});

describe("shutting down", () => {
  it("answers the requests under way, and takes no new ones", async () => {
    const { model, started, release } = slow();
    const server = await start(model, { shutdownTimeoutMs: 10_000 });
    const underWay = Array.from({ length: 10 }, () => fetch(`${server.url}/predict?x=1`));
    await expect.poll(started).toBe(10);
    const closed = server.close();
    await expect(fetch(`${server.url}/health`)).rejects.toThrow();
    release();
    const answers = await Promise.all(underWay);
    expect(answers.map(({ status, headers }) => [status, headers.get("connection")])).toEqual(
      Array.from({ length: 10 }, () => [200, "close"]),
    );
    await closed;
    await server.closed;
  });

  it("is not ready but still serves during the delay", async () => {
    const server = await start(regression, { drainDelayMs: 1_500 });
    const closed = server.close();
    expect((await fetch(`${server.url}/ready`)).status).toBe(503);
    expect((await fetch(`${server.url}/predict?x=1`)).status).toBe(200);
    await closed;
  });

  it("hangs up at the deadline, also on connections that never sent a thing", async () => {
    const { model, started } = slow();
    const server = await start(model, { shutdownTimeoutMs: 100 });
    const silent = await open(server.port);
    const refused = expect(fetch(`${server.url}/predict?x=1`)).rejects.toThrow();
    await expect.poll(started).toBe(1);
    await server.close();
    await refused;
    if (!silent.closed) await once(silent, "close");
    expect(silent.closed).toBe(true);
  });

  it("begins when the signal is aborted", async () => {
    const controller = new AbortController();
    const server = await start(regression, { signal: controller.signal });
    controller.abort();
    await server.closed;
    await expect(fetch(`${server.url}/health`)).rejects.toThrow();
  });

  it("can be asked for twice", async () => {
    const server = await start();
    await Promise.all([server.close(), server.close()]);
    await server.close();
  });
});
