import { createServer } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { defineSuite, fromFile, fromHttp, replace, runSuite, toRawExamples } from "@mlsys/behavior";
import type { ClassPrediction } from "@mlsys/behavior";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const suite = defineSuite<string, ClassPrediction<string | number>>("news", (t) => {
  t.mft("words", { cases: ["rose", "fell", "rose"].map((input) => ({ input, label: input === "rose" ? 1 : 0 })) });
  t.inv("company", { from: ["Nokia rose"], perturb: replace("Nokia", "Kone") });
});

describe("predictions from a file", () => {
  const examples = toRawExamples(suite)
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { id: string; input: string });
  const lines = (of: (example: { id: string; input: string }) => object): string =>
    examples.map((example) => `${JSON.stringify(of(example))}\n`).join("");

  it("are asked for by the ids of the distinct examples, in any order", async () => {
    expect(examples.map(({ input }) => input)).toEqual(["rose", "fell", "Nokia rose", "Kone rose"]);
    const text = lines(({ id, input }) => ({ id, label: input.includes("rose") ? 1 : 0, proba: [0.5, 0.5] }));
    const reversed = text.trim().split("\n").reverse().join("\n");
    const report = await runSuite(suite, fromFile({ text: reversed }));
    expect(report.passed).toBe(true);
  });

  it.each([
    ["pred_only", "1\n0\n1\n1\n1\n"],
    ["softmax", "0.1 0.9\n0.8 0.2\n0.1 0.9\n0.3 0.7\n0.3 0.7\n"],
    ["binary_conf", "0.9\n0.2\n0.9\n0.7\n0.7\n"],
    ["pred_and_conf", "1 0.9\n0 0.8\n1 0.9\n1 0.7\n1 0.7\n"],
    ["pred_and_softmax", "1 0.1 0.9\n0 0.8 0.2\n1 0.1 0.9\n1 0.3 0.7\n1 0.3 0.7\n"],
  ] as const)("are read by order as CheckList writes them: %s", async (format, text) => {
    expect((await runSuite(suite, fromFile({ text }, { format, suite: suite }))).passed).toBe(true);
  });

  it.each([
    ["a file that is not there", fromFile<never>("/does/not/exist"), /cannot be read/],
    [
      "an input that was not predicted",
      fromFile<never>({ text: lines(({ id }) => ({ id, label: 1 })).split("\n")[0] ?? "" }),
      /"fell"/,
    ],
    ["a line cut off", fromFile<never>({ text: '{"id":"a","lab' }), /line 1/],
    ["a line without an id", fromFile<never>({ text: '{"label":1}' }), /neither id nor input/],
    [
      "two answers for one id",
      fromFile<never>({ text: '{"id":"a","label":1}\n{"id":"a","label":2}' }),
      /two different/,
    ],
    ["too few lines", fromFile<never>({ text: "1\n0\n" }, { format: "pred_only", suite: suite }), /2 lines for 5/],
    ["words for numbers", fromFile<never>({ text: "a\n".repeat(5) }, { format: "softmax", suite: suite }), /line 1/],
  ])("say what is wrong: %s", async (_, predict, message) => {
    const { errors } = await runSuite(suite, predict);
    expect(errors[0]?.message).toMatch(message);
  });

  it("that go by order need the suite", () => {
    expect(() => fromFile({ text: "" }, { format: "softmax" })).toThrow(
      expect.objectContaining({ code: "invalidOption" }),
    );
  });
});

describe("predictions from an endpoint", () => {
  let server: Server;
  let base = "";
  let broken = 0;
  const asked: Record<string, unknown>[] = [];

  const bodyOf = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
    let text = "";
    for await (const piece of request) text += String(piece);
    return JSON.parse(text) as Record<string, unknown>;
  };
  const scoreOf = (text: unknown): number => (String(text).includes("rose") ? 0.75 : 0.25);

  beforeAll(async () => {
    server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        asked.push(body);
        const inputs = body["inputs"] as (string & { data: string[] })[];
        const answers: Record<string, () => unknown> = {
          "/json": () => ({ predictions: inputs.map((text) => ({ label: scoreOf(text) > 0.5 ? 1 : 0 })) }),
          "/v2/models/news/infer": () => {
            const data = inputs[0]?.data ?? [];
            const proba = data.flatMap((text) => [1 - scoreOf(text), scoreOf(text)]);
            const tensor = { name: "proba", datatype: "FP64", shape: [data.length, 2], data: proba };
            return {
              outputs: [
                {
                  name: "label",
                  datatype: "INT64",
                  shape: [data.length],
                  data: data.map((text) => (scoreOf(text) > 0.5 ? 1 : 0)),
                },
                tensor,
              ],
            };
          },
          "/odd": () => ({ answer: 42 }),
        };
        const answer = answers[request.url ?? ""];
        if (broken-- > 0 || answer === undefined) response.writeHead(503).end("busy");
        else response.end(JSON.stringify(answer()));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it("are asked for in batches, and again when the endpoint is busy", async () => {
    broken = 1;
    const report = await runSuite(suite, fromHttp(`${base}/json`), { batchSize: 3, retries: 1 });
    expect(report.passed).toBe(true);
    expect(asked.at(-1)).toEqual({ inputs: ["Kone rose"] });
  });

  it("come with probabilities in the Open Inference Protocol", async () => {
    const report = await runSuite(suite, fromHttp(`${base}/v2/models/news/infer`, { protocol: "oip-v2" }));
    expect(report.passed).toBe(true);
    const tensor = { name: "text", shape: [4], datatype: "BYTES", data: ["rose", "fell", "Nokia rose", "Kone rose"] };
    expect(asked.at(-1)).toEqual({ inputs: [tensor] });
  });

  it("send rows as a tensor a column", async () => {
    const rows = defineSuite<{ age: number; name: string }, { value: number }>("rows", (t) =>
      t.mft("r", { cases: [{ input: { age: 3, name: "rose" }, label: 1 }] }),
    );
    await runSuite(rows, fromHttp(`${base}/v2/models/news/infer`, { protocol: "oip-v2" }) as never);
    expect(asked.at(-1)).toMatchObject({
      inputs: [
        { name: "age", datatype: "FP64", data: [3] },
        { name: "name", datatype: "BYTES" },
      ],
    });
  });

  it("that do not come are recorded, and what is no answer ends the run", async () => {
    const { errors } = await runSuite(suite, fromHttp(`${base}/nowhere`));
    expect(errors[0]?.message).toMatch(/status 503: busy/);
    const unreachable = await runSuite(suite, fromHttp("http://127.0.0.1:1/predict"));
    expect(unreachable.errors[0]?.message).toMatch(/127\.0\.0\.1:1\/predict.*(ECONNREFUSED|bad port)/);
    await expect(runSuite(suite, fromHttp(`${base}/odd`))).rejects.toMatchObject({ code: "invalidPrediction" });
    expect(() => fromHttp("ftp://x")).toThrow(expect.objectContaining({ code: "invalidOption" }));
  });
});
