import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { silentLogger, Table } from "@mlsys/core";
import { linearRegression, multinomialNB, pipeline, tfidfVectorizer } from "@mlsys/models";
import { inferSignature, loadBundle, saveBundle } from "@mlsys/models/bundle";
import { createHandler } from "@mlsys/serving";
import { serve } from "@mlsys/serving/node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const X = Array.from({ length: 50 }, (_, i) => [i / 5]);
const y = X.map(([x = 0]) => 16.7 * x - 0.1);
const line = linearRegression().fit(X, y);

const documents = ["profit rose", "sales grew", "profit grew", "loss widened", "sales fell", "loss rose"];
const labels = ["up", "up", "up", "down", "down", "down"];
const news = pipeline(tfidfVectorizer(), multinomialNB()).fit(documents, labels);

const state = { folder: "" };

beforeEach(async () => {
  state.folder = await mkdtemp(path.join(tmpdir(), "mlsys serving "));
});

afterEach(() => rm(state.folder, { recursive: true }));

async function answerOf(
  url: string,
): Promise<{ data: Record<string, unknown>; metadata: { model: Record<string, string> } }> {
  return (await (await fetch(url)).json()) as never;
}

describe("a saved bundle", () => {
  it("is served from its path with the model's own numbers, and traces them to its run", async () => {
    const bundle = path.join(state.folder, "line");
    const signature = inferSignature(X, line.predict(X));
    await saveBundle(bundle, line, { name: "line", signature, lineage: { runId: "run-9" }, example: [10] });
    const server = await serve(bundle, { port: 0 });
    const { data, metadata } = await answerOf(`${server.url}/predict?x=10,11`);
    await server.close();
    expect(data).toEqual({ predictions: [...line.predict([[10], [11]])] });
    expect(metadata.model).toMatchObject({ name: "line", runId: "run-9" });
    expect(metadata.model["hash"]).toMatch(/^sha256:[\da-f]{64}$/);
  });

  it("of a text pipeline gives labels and probabilities by class", async () => {
    const bundle = path.join(state.folder, "news.tar.gz");
    const signature = inferSignature(documents, news.predict(documents), news.classes);
    await saveBundle(bundle, news, { name: "news", signature, example: "profit rose" });
    const server = await serve(bundle, { port: 0 });
    const { data } = await answerOf(`${server.url}/predict?text=profit+grew`);
    const page = await (await fetch(`${server.url}/?example=0`)).text();
    await server.close();
    const [down, up] = news.predictProba(["profit grew"]).toArray()[0] ?? [];
    expect(data).toEqual({ predictions: ["up"], probabilities: [{ down, up }] });
    expect(page).toContain("profit rose</textarea>");
  });

  it("with a failed gate is refused, unless it is allowed", async () => {
    const bundle = path.join(state.folder, "failed");
    const gates = [{ name: "r2", passed: false, message: "0.1 is below 0.5" }];
    await saveBundle(bundle, line, { name: "line", signature: inferSignature(X, line.predict(X)), gates });
    await expect(serve(bundle, { port: 0 })).rejects.toMatchObject({ code: "failedGates" });
    const options = { allowFailedGates: true, logger: silentLogger };
    expect(createHandler(await loadBundle(bundle), options).model.name).toBe("line");
  });

  it("without a signature is refused with what to do", async () => {
    const bundle = path.join(state.folder, "bare");
    await saveBundle(bundle, line, { name: "line" });
    await expect(serve(bundle, { port: 0 })).rejects.toMatchObject({
      code: "invalidModel",
      message: "the bundle cannot be served (manifest, signature): found nothing; save it with a name and a signature",
    });
  });

  it("that is not there is refused in one line", async () => {
    await expect(serve(path.join(state.folder, "nothing"), { port: 0 })).rejects.toMatchObject({ code: "missingFile" });
  });

  it("of a model over a table is asked with a table", async () => {
    const table = Table.from({ a: [1, 2, 3, 4], b: [1, 0, 1, 1] });
    const plane = linearRegression().fit(table, [3, 5, 8, 9]);
    const bundle = path.join(state.folder, "plane");
    await saveBundle(bundle, plane, { name: "plane", signature: inferSignature(table, plane.predict(table)) });
    const server = await serve(bundle, { port: 0 });
    const { data } = await answerOf(`${server.url}/predict?a=1,2&b=1,0`);
    await server.close();
    expect(data["predictions"]).toEqual([...plane.predict(table)].slice(0, 2));
  });
});
