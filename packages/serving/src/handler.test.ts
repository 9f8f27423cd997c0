import { silentLogger } from "@mlsys/core";
import { createHandler, type HandlerOptions, type ServableModel, ServingError } from "@mlsys/serving";
import { describe, expect, it } from "vitest";
import { ask } from "./fixtures/ask.ts";
import { regression, sentiment } from "./fixtures/models.ts";

const UUID_V4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

describe("the other routes", () => {
  it("tells health and readiness", async () => {
    expect((await ask(regression, "/health")).body).toEqual({ status: "ok" });
    expect((await ask(regression, "/ready")).body).toEqual({ status: "ready", model: "regression", version: "1" });
  });

  it("is not ready with a model that cannot predict its own example, nor when draining", async () => {
    const broken = {
      ...regression,
      predict: () => {
        throw new RangeError("no");
      },
    };
    expect((await ask(broken, "/ready")).status).toBe(503);
    const handler = createHandler(regression);
    handler.drain();
    expect((await handler(new Request("http://localhost/ready"))).status).toBe(503);
    expect((await handler(new Request("http://localhost/health"))).status).toBe(200);
    expect((await handler(new Request("http://localhost/predict?x=1"))).status).toBe(200);
  });

  it("describes the model", async () => {
    const { body } = await ask(sentiment, "/metadata");
    expect(body).toMatchObject({
      name: "finance news",
      version: "2026.1",
      runId: "run-42",
      lineage: { data: { fingerprint: "sha256:abc" } },
      signature: { output: { classes: ["negative", "neutral", "positive"] } },
      gates: [
        { name: "accuracy", passed: true },
        { name: "negative recall", passed: false },
      ],
      examples: [{ sentence: "Operating profit rose to EUR 13.1 mn from EUR 8.7 mn." }, {}],
    });
  });

  it("answers HEAD as GET, without a body", async () => {
    const handler = createHandler(regression);
    const get = await handler(new Request("http://localhost/metadata"));
    const head = await handler(new Request("http://localhost/metadata", { method: "HEAD" }));
    expect(head.status).toBe(200);
    expect(await head.text()).toBe("");
    expect(head.headers.get("content-length")).toBe(String((await get.text()).length));
  });

  it.each([
    ["DELETE", "/predict", "GET, HEAD, POST, OPTIONS"],
    ["POST", "/health", "GET, HEAD, OPTIONS"],
    ["PUT", "/", "GET, HEAD, POST, OPTIONS"],
  ])("answers %s %s with 405 and the methods that it takes", async (method, path, allow) => {
    const { status, headers, body } = await ask(regression, path, { method });
    expect([status, headers.get("allow"), body["code"]]).toEqual([405, allow, "methodNotAllowed"]);
  });

  it.each(["/nothing", "/predict/", "/__proto__", "/constructor", "/%00", "/predict%2f", `/${"a".repeat(9000)}`])(
    "answers the unknown path %.20s with 404",
    async (path) => {
      const { status, headers, body } = await ask(regression, path);
      expect([status, body["code"]]).toEqual([404, "unknownRoute"]);
      expect(headers.get("content-type")).toBe("application/problem+json");
      expect(JSON.stringify(body).length).toBeLessThan(500);
    },
  );

  it("echoes a proper request id, and makes one otherwise", async () => {
    const given = await ask(regression, "/predict?x=1", { headers: { "x-request-id": "abc-1.2_3" } });
    expect(given.headers.get("x-request-id")).toBe("abc-1.2_3");
    for (const id of ["", "a b", "<script>", "a".repeat(129)]) {
      const { headers } = await ask(regression, "/nothing", { headers: { "x-request-id": id } });
      expect(headers.get("x-request-id")).toMatch(UUID_V4);
    }
  });

  it("forbids browsers to guess types, on every reply", async () => {
    for (const path of ["/", "/predict?x=1", "/nothing", "/page.js"]) {
      const response = await createHandler(regression)(new Request(`http://localhost${path}`));
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    }
  });
});

describe("CORS", () => {
  const headers = { origin: "https://app.example" };

  it("is off by default", async () => {
    const answer = await ask(regression, "/predict?x=1", { headers });
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("lets listed origins read, and no other", async () => {
    const options = { cors: ["https://app.example"] };
    const listed = await ask(regression, "/predict?x=1", { headers }, options);
    expect(listed.headers.get("access-control-allow-origin")).toBe("https://app.example");
    expect(listed.headers.get("vary")).toBe("Origin");
    const other = await ask(regression, "/predict?x=1", { headers: { origin: "https://evil.example" } }, options);
    expect(other.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("answers preflights", async () => {
    const preflight = await ask(regression, "/predict", { method: "OPTIONS", headers }, { cors: "*" });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-methods")).toContain("POST");
    expect(preflight.headers.get("access-control-allow-headers")).toContain("content-type");
  });
});

describe("createHandler", () => {
  const failed = { name: "recall", passed: false, severity: "error", message: "0.05 is below 0.5" };

  it("refuses a model whose gates failed", () => {
    const create = () => createHandler({ ...regression, gates: [failed] });
    expect(create).toThrow(ServingError);
    expect(create).toThrow(/did not pass a gate.*recall \(0\.05 is below 0\.5\).*allowFailedGates: true/);
  });

  it("serves it when told to, with a warning", () => {
    const warnings: string[] = [];
    const logger = { ...silentLogger, warn: (message: string) => void warnings.push(message) };
    createHandler({ ...regression, gates: [failed] }, { allowFailedGates: true, logger });
    expect(warnings).toEqual(["serving regression although the gate recall failed"]);
  });

  it("serves a model whose failed gates are only warnings, unless they are required", () => {
    const model = { ...regression, gates: [{ ...failed, severity: "warning" }] };
    expect(createHandler(model, { logger: silentLogger }).model.name).toBe("regression");
    expect(() => createHandler(model, { requireGates: ["recall"] })).toThrow(/did not pass a gate/);
  });

  it("refuses a model without a required gate, and names the nearest", () => {
    const model = { ...regression, gates: [{ name: "accuracy", passed: true }] };
    expect(createHandler(model, { requireGates: ["accuracy"] }).model.version).toBe("1");
    expect(() => createHandler(model, { requireGates: ["acuracy"] })).toThrow(/did you mean "accuracy"\?/);
  });

  it.each([
    [{ inputs: [] }, /cannot be served/],
    [{ inputs: [{ name: "x", type: "nubmer" }] }, /did you mean "number"\?/],
    [
      {
        inputs: [
          { name: "x", type: "number" },
          { name: "x", type: "text" },
        ],
      },
      /two inputs named "x"/,
    ],
    [{ inputs: [{ name: "__proto__", type: "number" }] }, /another name/],
  ])("refuses the signature %j", (part, message) => {
    const signature = { ...regression.signature, ...part } as ServableModel["signature"];
    expect(() => createHandler({ ...regression, signature })).toThrow(message);
  });

  it("refuses options that do not exist or do not fit", () => {
    expect(() => createHandler(regression, { maxRow: 3 } as HandlerOptions)).toThrow(/did you mean "maxRows"\?/);
    expect(() => createHandler(regression, { maxRows: 0 })).toThrow(ServingError);
  });
});
