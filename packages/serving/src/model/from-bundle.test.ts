import { isTable, type Table } from "@mlsys/core";
import { createHandler, fromBundle, ServingError } from "@mlsys/serving";
import { describe, expect, it } from "vitest";

const line = { predict: (X: number[][]) => X.map(([x = 0]) => 2 * x) };
const manifest = { name: "line", signature: { inputs: [{ name: "x", type: "number" }] } };

describe("fromBundle", () => {
  it("refuses a model that does not predict", () => {
    expect(() => fromBundle({ model: { transform: () => [] }, manifest })).toThrow(/does not predict \(bundle line\)/);
  });

  it("takes name, run, lineage, gates and time from the manifest", () => {
    const gates = [{ name: "r2", passed: true, severity: "error", message: "0.9 is at least 0.5" }];
    const lineage = { runId: "run-1", version: "4" };
    const model = fromBundle({
      model: line,
      manifest: { ...manifest, lineage, gates, createdAt: "2026-11-21T10:00:00Z" },
    });
    expect(model).toMatchObject({
      name: "line",
      version: "4",
      runId: "run-1",
      lineage,
      gates,
      createdAt: "2026-11-21T10:00:00Z",
    });
    expect(model.signature.output.type).toBe("number");
  });

  it("is identified by the hash of its manifest, and named by it where there is no version", () => {
    const first = fromBundle({ model: line, manifest });
    const again = fromBundle({ model: line, manifest: structuredClone(manifest) });
    const other = fromBundle({ model: line, manifest: { ...manifest, createdAt: "2026" } });
    expect(first.hash).toMatch(/^sha256:[\da-f]{64}$/);
    expect(again.hash).toBe(first.hash);
    expect(other.hash).not.toBe(first.hash);
    expect(first.version).toBe(first.hash?.slice(7, 19));
  });

  it("gives documents to a model of one text, numbers as a matrix, and a table otherwise", async () => {
    const seen: unknown[] = [];
    const spy = { predict: (X: unknown) => (seen.push(X), [0]) };
    const ask = (inputs: object[], row: (number | string)[]) =>
      fromBundle({ model: spy, manifest: { name: "m", signature: { inputs } } }).predict([row]);
    await ask([{ name: "text", type: "text" }], ["profit rose"]);
    await ask(
      [
        { name: "a", type: "number" },
        { name: "b", type: "integer" },
      ],
      [1, 2],
    );
    await ask(
      [
        { name: "a", type: "number" },
        { name: "b", type: "text" },
      ],
      [1, "x"],
    );
    expect(seen.slice(0, 2)).toEqual([["profit rose"], [[1, 2]]]);
    expect(isTable(seen[2])).toBe(true);
    expect((seen[2] as Table).toRows()).toEqual([{ a: 1, b: "x" }]);
  });

  it("asks a classifier for probabilities too, as lists or as a matrix", async () => {
    const classes = ["no", "yes"];
    const text = { name: "m", signature: { inputs: [{ name: "text", type: "text" }] } };
    const lists = { classes, predict: () => ["yes"], predictProba: () => [[0.25, 0.75]] };
    const matrix = { ...lists, predictProba: () => ({ toArray: () => [[0.25, 0.75]] }) };
    for (const model of [lists, matrix]) {
      const servable = fromBundle({ model, manifest: text });
      expect(servable.signature.output).toEqual({ name: undefined, type: "class", classes });
      expect(await servable.predict([["a"]])).toEqual({ predictions: ["yes"], probabilities: [[0.25, 0.75]] });
    }
  });

  it("reads the signature that bundles carry: optional inputs, categories of any text, instants, classes beside it", async () => {
    const seen: Table[] = [];
    const model = { predict: (table: Table) => (seen.push(table), ["a"]) };
    const inputs = [
      { name: "when", type: "instant" },
      { name: "kind", type: "category", required: false },
    ];
    const signature = { layout: "table", inputs, output: { name: "label", type: "category" }, classes: ["a", "b"] };
    const servable = fromBundle({ model, manifest: { name: "m", signature } });
    expect(servable.signature).toEqual({
      inputs: [
        { name: "when", type: "instant" },
        { name: "kind", type: "category", optional: true },
      ],
      output: { name: "label", type: "class", classes: ["a", "b"] },
    });
    const rows = { rows: [{ when: "2026-11-21T10:00:00+01:00" }] };
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(rows) };
    const handler = createHandler(servable);
    expect((await handler(new Request("http://localhost/predict", init))).status).toBe(200);
    expect(seen.at(-1)?.row(0)).toEqual({ when: new Date("2026-11-21T09:00:00Z"), kind: null });
    const wrong = await handler(new Request("http://localhost/predict?when=yesterday"));
    expect(await wrong.json()).toMatchObject({
      issues: [{ path: "query[0].when", message: 'expected a time like 2026-11-21T10:00:00Z, found "yesterday"' }],
    });
  });

  it.each([
    [[10], [[10]]],
    [{ x: 10 }, [[10]]],
    [
      [{ x: 10 }, { x: 11 }],
      [[10], [11]],
    ],
    [
      [[10], [11]],
      [[10], [11]],
    ],
    [10, [[10]]],
    [undefined, []],
    [null, []],
  ])("reads the example %j", (example, rows) => {
    expect(fromBundle({ model: line, manifest: { ...manifest, example } }).examples).toEqual(rows);
  });

  it.each([
    [{ signature: manifest.signature }, /the bundle cannot be served \(manifest, name\)/],
    [{ name: "m" }, /the bundle cannot be served \(manifest, signature\)/],
    [{ name: "m", signature: null }, /the bundle cannot be served \(manifest, signature\)/],
    [{ name: "m", signature: { inputs: [{ name: "x", type: "tensor" }] } }, /the model's signature cannot be served/],
  ])("refuses the manifest %j", (bad, message) => {
    expect(() => fromBundle({ model: line, manifest: bad })).toThrow(ServingError);
    expect(() => fromBundle({ model: line, manifest: bad })).toThrow(message);
  });
});
