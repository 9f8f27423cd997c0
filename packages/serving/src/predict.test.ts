import { silentLogger } from "@mlsys/core";
import { ServingError } from "@mlsys/serving";
import { describe, expect, it } from "vitest";
import { ask, json } from "./fixtures/ask.ts";
import { loan, regression, sentiment } from "./fixtures/models.ts";

const UUID_V4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

describe("GET /predict", () => {
  it("answers in the shape of the course", async () => {
    const before = Date.now();
    const { status, body } = await ask(regression, "/predict?x=10");
    expect(status).toBe(200);
    expect(body).toEqual({
      data: { predictions: [167.0728136890764] },
      metadata: {
        eventId: expect.stringMatching(UUID_V4) as string,
        serverTimestamp: expect.any(Number) as number,
        time: expect.any(Number) as number,
        model: { name: "regression", version: "1", hash: regression.hash, runId: "run-7" },
      },
    });
    const { serverTimestamp, time } = body["metadata"] as unknown as { serverTimestamp: number; time: number };
    expect(serverTimestamp).toBeGreaterThanOrEqual(before);
    expect(time).toBeGreaterThanOrEqual(0);
    expect(time).toBeLessThan(60);
  });

  it("reads several numbers from one parameter, or from several", async () => {
    expect((await ask(regression, "/predict?x=1,2,3")).body["data"]).toEqual(
      (await ask(regression, "/predict?x=1&x=2,3")).body["data"],
    );
    const { body } = await ask(loan, "/predict?amount=1,9000&years=2,3&purpose=car&purpose=house&employed=true,false");
    expect(body["data"]).toEqual({ predictions: [true, false] });
  });

  it("does not split text at commas", async () => {
    const { body } = await ask(sentiment, "/predict?sentence=Sales+fell,+and+a+loss&sentence=Profit%20rose");
    expect(body["data"]).toMatchObject({ predictions: ["negative", "positive"] });
  });

  it.each([
    ["", "x", "missing"],
    ["?x=", "query[0].x", "a number"],
    ["?x=abc", "query[0].x", '"abc"'],
    ["?x=0x10", "query[0].x", "a number"],
    ["?x=Infinity", "query[0].x", "a number"],
    ["?x=1e999", "query[0].x", "a finite number, found Infinity"],
    ["?x=1,,2", "query[1].x", "a number"],
    ["?X=1", "X", 'did you mean "x"?'],
  ])("refuses %j and names the place", async (query, path, message) => {
    const { status, body } = await ask(regression, `/predict${query}`);
    expect(status).toBe(400);
    expect(body.issues?.[0]?.path).toBe(path);
    expect(body.issues?.[0]?.message).toContain(message);
  });

  it("refuses lists of different lengths", async () => {
    const { status, body } = await ask(loan, "/predict?amount=1,2&years=2&purpose=car&purpose=car&employed=true,true");
    expect(status).toBe(400);
    expect(body.issues).toEqual([{ path: "years", message: "expected 2 values, as the other inputs have, found 1" }]);
  });
});

describe("POST /predict", () => {
  it.each([
    [{ rows: [{ x: 10 }, { x: 1 }] }],
    [{ instances: [{ x: 10 }, { x: 1 }] }],
    [{ rows: [[10], [1]] }],
    [{ instances: [10, 1] }],
  ])("reads %j", async (body) => {
    const answer = await ask(regression, "/predict", json(body));
    expect(answer.body["data"]).toEqual({ predictions: [167.0728136890764, 16.624030444633625] });
  });

  it("gives the probabilities of the classes by name", async () => {
    const { body } = await ask(sentiment, "/predict", json({ rows: ["Profit rose"] }));
    const { predictions, probabilities } = body["data"] as unknown as {
      predictions: string[];
      probabilities: Record<string, number>[];
    };
    expect(predictions).toEqual(["positive"]);
    expect(Object.keys(probabilities[0] ?? {})).toEqual(["negative", "neutral", "positive"]);
  });

  it("reads one row from a form", async () => {
    const form = new URLSearchParams({ sentence: "A loss, and sales fell" });
    const { body } = await ask(sentiment, "/predict", { method: "POST", body: form });
    expect(body["data"]).toMatchObject({ predictions: ["negative"] });
  });

  it("answers no rows with no predictions", async () => {
    expect((await ask(regression, "/predict", json({ rows: [] }))).body["data"]).toEqual({ predictions: [] });
  });

  it("hands missing values to the model as NaN and null", async () => {
    const seen: unknown[] = [];
    const spying = {
      ...loan,
      predict: (rows: readonly unknown[]) => (seen.push(...rows), { predictions: [true, true] }),
    };
    const row = { amount: 1, years: 2, purpose: "car", employed: false };
    await ask(spying, "/predict", json({ rows: [row, { ...row, note: "a", income: null }] }));
    expect(seen).toEqual([
      [1, 2, "car", false, null, NaN],
      [1, 2, "car", false, "a", NaN],
    ]);
  });

  it.each([
    [{ rows: [{ x: "1" }] }, "rows[0].x", 'expected a number, found "1"'],
    [{ rows: [{ x: 1 }, { y: 1 }] }, "rows[1].x", "missing: expected a number"],
    [{ rows: [{ x: null }] }, "rows[0].x", "expected a number, found null"],
    [{ rows: [[1, 2]] }, "rows[0]", "expected a list of 1 value, found a list of 2 values"],
    [{ rows: [[]] }, "rows[0]", "expected a list of 1 value, found a list of 0 values"],
    [{ rows: [{ x: 1 }, [1]] }, "rows[1]", "expected an object of inputs, found a list of 1 value"],
    [{ rows: { x: 1 } }, "rows", "expected a list of rows"],
    [{ instances: [true] }, "instances[0]", "expected a number, found true"],
    [{ row: [] }, "body", 'expected exactly one of "rows" and "instances", and nothing else'],
    [{ rows: [], instances: [] }, "body", 'expected exactly one of "rows" and "instances", and nothing else'],
    [[[1]], "body", 'expected an object with "rows"'],
  ])("refuses %j and names the place", async (body, path, message) => {
    const answer = await ask(regression, "/predict", json(body));
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.body.issues?.[0]).toEqual({ path, message });
  });

  it("reports every objection of a row, misspelt names with the nearest one", async () => {
    const row = { amuont: 1, years: 2.5, purpose: "boat", employed: 1, note: 3 };
    const { body } = await ask(loan, "/predict", json({ rows: [row] }));
    expect(body.issues).toEqual([
      { path: "rows[0].amount", message: "missing: expected a number" },
      { path: "rows[0].years", message: "expected a whole number, found 2.5" },
      { path: "rows[0].purpose", message: 'expected one of "car", "house", found "boat"' },
      { path: "rows[0].employed", message: "expected true or false, found 1" },
      { path: "rows[0].note", message: "expected text, found 3" },
      { path: "rows[0].amuont", message: 'no input has this name: did you mean "amount"?' },
    ]);
  });

  it("holds numbers to their bounds", async () => {
    const row = { amount: -1, years: 41, purpose: "car", employed: true };
    const { body } = await ask(loan, "/predict", json({ rows: [row] }));
    expect(body.issues?.map(({ message }) => message)).toEqual([
      "expected at least 0, found -1",
      "expected at most 40, found 41",
    ]);
  });

  it.each([
    ["", "the request has no body"],
    ["{", "the body is not JSON"],
    ['{"rows":[NaN]}', "the body is not JSON"],
    ["[".repeat(100_000), "the body is nested more than 64 levels deep"],
    ['{"rows":['.repeat(65), "the body is nested more than 64 levels deep"],
  ])("refuses a body that cannot be read: %.10s", async (body, message) => {
    const answer = await ask(regression, "/predict", json(body));
    expect(answer.status).toBe(400);
    expect(answer.body["code"]).toBe("invalidJson");
    expect(answer.body.issues).toEqual([{ path: "body", message }]);
  });

  it("refuses bytes that are not UTF-8", async () => {
    const answer = await ask(sentiment, "/predict", { ...json(""), body: new Uint8Array([0x7b, 0xff, 0x7d]) });
    expect(answer.body["detail"]).toContain("the body is not UTF-8 text");
  });

  it("takes brackets inside of text for text", async () => {
    const { status } = await ask(sentiment, "/predict", json({ rows: [`"\\${"[{".repeat(200)}`] }));
    expect(status).toBe(200);
  });

  it.each(["text/plain", "application/json; charset=latin1", "multipart/form-data; boundary=x", "text/csv"])(
    "refuses the type %s",
    async (type) => {
      const answer = await ask(regression, "/predict", { ...json({ rows: [] }), headers: { "content-type": type } });
      expect(answer.status).toBe(415);
    },
  );

  it.each(["application/json; charset=UTF-8", "application/vnd.acme+json"])("takes the type %s", async (type) => {
    const answer = await ask(regression, "/predict", { ...json({ rows: [] }), headers: { "content-type": type } });
    expect(answer.status).toBe(200);
  });

  it("takes a body without a type for JSON, unless a foreign page sent it", async () => {
    const body = new TextEncoder().encode('{"rows":[1]}');
    expect((await ask(regression, "/predict", { method: "POST", body })).status).toBe(200);
    const foreign = { origin: "https://elsewhere.example", host: "localhost" };
    expect((await ask(regression, "/predict", { method: "POST", body, headers: foreign })).status).toBe(415);
  });

  it("refuses compressed bodies", async () => {
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    expect((await ask(regression, "/predict", { ...json({ rows: [] }), headers })).status).toBe(415);
  });

  it("refuses too large a body, too many rows, and too long a text", async () => {
    const large = await ask(regression, "/predict", json({ rows: [1, 2, 3] }), { maxBodyBytes: 10 });
    expect(large.status).toBe(413);
    const many = await ask(regression, "/predict", json({ rows: [1, 2, 3] }), { maxRows: 2 });
    expect([many.status, many.body["code"]]).toEqual([400, "tooManyRows"]);
    const long = await ask(sentiment, "/predict", json({ rows: ["abcd"] }), { maxTextLength: 3 });
    expect(long.body.issues).toEqual([{ path: "rows[0]", message: 'expected at most 3 characters, found "abcd"' }]);
  });

  it("stops reading a stream at the limit", async () => {
    let read = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        read += 1000;
        controller.enqueue(new Uint8Array(1000));
      },
    });
    const init = { ...json(""), body: endless, duplex: "half" } as RequestInit;
    expect((await ask(regression, "/predict", init, { maxBodyBytes: 5000 })).status).toBe(413);
    expect(read).toBeLessThanOrEqual(10_000);
  });
});

describe("a model's failure", () => {
  it("answers 500 and keeps the reason for the log", async () => {
    const logged: unknown[] = [];
    const logger = { ...silentLogger, error: (...entry: unknown[]) => void logged.push(entry) };
    const failing = {
      ...regression,
      predict: () => {
        throw new RangeError("secret /etc/path");
      },
    };
    const headers = { "x-request-id": "r-1" };
    const { status, body } = await ask(failing, "/predict?x=1", { headers }, { logger });
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toMatch(/secret|path"|stack|at /);
    expect(JSON.stringify(logged)).toContain("secret /etc/path");
    expect(JSON.stringify(logged)).toContain("r-1");
  });

  it.each([
    ["rejects", { predict: () => Promise.reject(new RangeError("no")) }],
    ["gives too few", { predict: () => ({ predictions: [] }) }],
    ["gives too few probabilities", { predict: () => ({ predictions: [1], probabilities: [] }) }],
  ])("answers 500 when the model %s", async (_, part) => {
    expect((await ask({ ...regression, ...part }, "/predict?x=1")).status).toBe(500);
  });

  it("answers 422 for a prediction that is not finite", async () => {
    const { status, body } = await ask(regression, "/predict?x=1,1e308");
    expect(status).toBe(422);
    expect(body.issues?.[0]?.path).toBe("rows[1]");
  });

  it("lets the model say itself that a row lies outside, or that it is overloaded", async () => {
    const outside = new ServingError({ code: "outsideDomain", what: "x is beyond what the model has seen" });
    const answer = await ask({ ...regression, predict: () => Promise.reject(outside) }, "/predict?x=1");
    expect([answer.status, answer.body["detail"]]).toEqual([422, "x is beyond what the model has seen"]);
    const busy = new ServingError({ code: "overloaded", what: "busy" });
    const refused = await ask({ ...regression, predict: () => Promise.reject(busy) }, "/predict?x=1");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "1"]);
  });

  it("waits for a model that answers later", async () => {
    const later = { ...regression, predict: async () => ({ predictions: new Float64Array([7]) }) };
    expect((await ask(later, "/predict?x=1")).body["data"]).toEqual({ predictions: [7] });
  });
});
