import { silentLogger } from "@mlsys/core";
import { createHandler } from "@mlsys/serving";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loan, regression, sentiment } from "./fixtures/models.ts";

const regressionHandler = createHandler(regression);
const handlers = [regressionHandler, createHandler(sentiment, { logger: silentLogger }), createHandler(loan)];

async function post(handler: (request: Request) => Promise<Response>, body: string | Uint8Array<ArrayBuffer>) {
  const init = { method: "POST", headers: { "content-type": "application/json" }, body };
  const response = await handler(new Request("http://localhost/predict", init));
  return { status: response.status, text: await response.text() };
}

/** Names that lead astray where objects are used as maps, and the names of real inputs. */
const key = fc.oneof(
  fc.constantFrom(
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "x",
    "sentence",
    "amount",
    "rows",
    "0",
    "length",
  ),
  fc.string(),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, 0, -0, 1e308, "", "10", "\u0000", "\ud800", "x".repeat(3000)),
    fc.double(),
    fc.string(),
    fc.array(tie("any"), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie("any")), { maxLength: 4 }).map((entries) => Object.fromEntries(entries) as unknown),
  ),
})).any;

const request = fc.oneof(
  value,
  value.map((rows) => ({ rows })),
  fc.array(value, { maxLength: 5 }).map((instances) => ({ instances })),
);

describe("hostile input", () => {
  it.each(handlers)("is refused where a text is an object whose length is no number", async (handler) => {
    const odd = { length: { toString: {} } };
    expect((await post(handler, JSON.stringify({ instances: [null, odd] }))).status).not.toBe(500);
    expect((await post(handler, JSON.stringify({ instances: [odd, odd] }))).status).not.toBe(500);
    expect((await post(handler, JSON.stringify({ rows: [odd] }))).status).not.toBe(500);
    expect((await post(handler, JSON.stringify({ rows: [{ sentence: odd }] }))).status).not.toBe(500);
  });

  it("is answered, whatever JSON it is: 200, 400 or 422, never 500, in few words", async () => {
    await fc.assert(
      fc.asyncProperty(request, fc.constantFrom(...handlers), async (body, handler) => {
        const { status, text } = await post(handler, JSON.stringify(body));
        expect([200, 400, 422]).toContain(status);
        if (status === 200) return;
        const problem = JSON.parse(text) as {
          code: string;
          detail: string;
          issues?: { path: string; message: string }[];
        };
        expect(problem.code).toMatch(/^(?:invalidRequest|outsideDomain)$/);
        expect(problem.issues?.length).toBeGreaterThan(0);
        expect(problem.issues?.length).toBeLessThanOrEqual(20);
        for (const { path, message } of problem.issues ?? []) expect(path.length + message.length).toBeLessThan(300);
      }),
      { numRuns: 500 },
    );
  });

  it("is answered, whatever bytes it is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(...handlers), async (bytes, handler) => {
        expect([200, 400]).toContain((await post(handler, new Uint8Array(bytes))).status);
      }),
      { numRuns: 300 },
    );
  });

  it("is answered, whatever the query and the path are", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.webQueryParameters(),
        fc.webPath(),
        fc.constantFrom(...handlers),
        async (query, path, handler) => {
          const predicted = await handler(new Request(`http://localhost/predict?${query}`));
          expect([200, 400]).toContain(predicted.status);
          const found = await handler(new Request(`http://localhost/-${path}?${query}`));
          expect(found.status).toBe(404);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("predicts any finite number that is written as JSON exactly as the model does", async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: -1e300, max: 1e300, noNaN: true }), async (x) => {
        const { text } = await post(regressionHandler, JSON.stringify({ rows: [[x]] }));
        const expected = 16.716531471604753 * x - 0.09250102697112714;
        expect((JSON.parse(text) as { data: { predictions: number[] } }).data.predictions).toEqual([expected + 0]);
      }),
    );
  });

  it.each([
    '{"__proto__":{"rows":[{"x":1}]}}',
    '{"rows":[{"__proto__":{"x":1}}]}',
    '{"rows":[{"x":1,"__proto__":{"polluted":true}}]}',
    '{"rows":[{"x":1,"constructor":{"prototype":{"polluted":true}}}]}',
  ])("never reaches a prototype: %s", async (body) => {
    const { status } = await post(regressionHandler, body);
    expect(status).toBe(400);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it("refuses a million levels of nesting, and ten thousand wrong rows, in few words", async () => {
    expect((await post(regressionHandler, `{"rows":${"[".repeat(1e6)}${"]".repeat(1e6)}}`)).status).toBe(400);
    const wrong = await post(
      regressionHandler,
      JSON.stringify({ rows: Array.from({ length: 10_000 }, () => ({ y: "a" })) }),
    );
    expect(wrong.status).toBe(400);
    expect((JSON.parse(wrong.text) as { issues: unknown[] }).issues).toHaveLength(20);
  });
});
