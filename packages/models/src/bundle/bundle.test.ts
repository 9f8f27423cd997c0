import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { CsrMatrix, Table } from "@mlsys/core";
import {
  columnTransformer,
  linearRegression,
  logisticRegression,
  multinomialNB,
  oneHotEncoder,
  ordinalEncoder,
  pipeline,
  standardScaler,
  tfidfVectorizer,
} from "@mlsys/models";
import type { FittedModel } from "@mlsys/models";
import {
  bundleFromFiles,
  bundleToFiles,
  inferSignature,
  loadBundle,
  saveBundle,
  verifyBundle,
} from "@mlsys/models/bundle";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const documents = ["profit rose", "profit fell", "sales rose", "sales fell ﬁn 😀"];
const labels = ["up", "down", "up", "down"];
const model = pipeline(tfidfVectorizer(), multinomialNB()).fit(documents, labels);
const createdAt = new Date(0);

let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bundle with spaces-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work();
    return "";
  } catch (error) {
    return `${(error as Error).name} ${(error as { code: string }).code}`;
  }
}

describe.each(["model", "model.tar.gz", "deep/model.tgz"])("a bundle at %s", (name) => {
  test("loads as it was saved and predicts identically", async () => {
    const path = join(folder, name);
    const signature = inferSignature(documents, model.predict(documents), model.classes);
    const gates = [{ name: "accuracy", passed: false, severity: "error", message: "0.5 is below 0.8" }];
    const lineage = { runId: "run-1", split: { randomState: 42 } };
    const details = { name: "news", signature, gates, lineage, metadata: { a: 1 }, example: "profit rose", createdAt };
    const written = await saveBundle(path, model, details);
    const { model: again, manifest } = await loadBundle<typeof model>(path);
    expect(again.predictProba(documents)).toEqual(model.predictProba(documents));
    expect(JSON.stringify(again)).toBe(JSON.stringify(model));
    expect(manifest).toEqual(written);
    expect(manifest).toMatchObject({ ...details, createdAt: "1970-01-01T00:00:00.000Z" });
    expect(await verifyBundle(path)).toMatchObject({ passed: true, problems: [] });
  });

  test("is replaced as a whole, and leaves nothing beside it", async () => {
    const path = join(folder, name);
    await saveBundle(path, model, { name: "old" });
    await saveBundle(path, model, { name: "new" });
    expect((await loadBundle(path)).manifest.name).toBe("new");
    expect(await readdir(join(path, ".."))).toHaveLength(1);
  });
});

test("the same model saved twice gives the same bytes", () => {
  const [one, two] = [bundleToFiles(model, { createdAt }), bundleToFiles(model, { createdAt })];
  expect([...one]).toEqual([...two]);
});

test("a model survives with every kind of number", () => {
  const X = [
    [1e-300, -0, 5e300],
    [0, 0, 1],
    [1, 2, 3],
  ];
  const nb = multinomialNB({ alpha: 0 }).fit(
    [
      [0, 1, 2],
      [3, 0, 0],
    ],
    [true, false],
  );
  expect(bundleFromFiles<FittedModel>(bundleToFiles(nb)).model.toState()).toEqual(nb.toState());
  const lr = logisticRegression().fit(
    [
      [0, 1],
      [1, 0],
      [1, 1],
    ],
    [1, 2, 3],
  );
  expect(bundleFromFiles<FittedModel>(bundleToFiles(lr)).model.toState()).toEqual(lr.toState());
  const ols = linearRegression({ tol: 0 }).fit(X, [1, 2, 3]);
  expect(bundleFromFiles<FittedModel>(bundleToFiles(ols)).model.toState()).toEqual(ols.toState());
});

describe("a damaged bundle is refused with its code", () => {
  const damage: [string, (files: Map<string, Uint8Array>) => unknown, string][] = [
    ["a missing tensor file", (files) => files.delete("tensors.safetensors"), "missingFile"],
    ["a missing manifest", (files) => files.delete("manifest.json"), "missingFile"],
    ["a truncated tensor file", (files) => files.set("tensors.safetensors", new Uint8Array(9)), "corruptBundle"],
    ["a changed byte", (files) => files.set("model.json", changed(files.get("model.json"))), "hashMismatch"],
    ["a manifest that is no JSON", (files) => files.set("manifest.json", Uint8Array.of(123)), "corruptBundle"],
    ["a manifest of a newer format", (files) => edit(files, { formatVersion: 2 }), "unsupportedVersion"],
    ["a manifest of another format", (files) => edit(files, { format: "zip" }), "corruptBundle"],
    ["a manifest without files", (files) => edit(files, { files: 1 }), "corruptBundle"],
  ];

  test.each(damage)("%s", async (_, change, code) => {
    const files = bundleToFiles(model);
    change(files);
    expect(await codeOf(() => bundleFromFiles(files))).toBe(`ModelsError ${code}`);
  });
});

test("a truncated archive is refused", async () => {
  const path = join(folder, "model.tar.gz");
  await saveBundle(path, model);
  const whole = await readFile(path);
  await writeFile(path, whole.subarray(0, whole.length / 2));
  expect(await codeOf(() => loadBundle(path))).toBe("ModelsError corruptBundle");
  await writeFile(path, gzipSync(gunzipSync(whole).subarray(0, 1000)));
  expect(await codeOf(() => loadBundle(path))).toBe("ModelsError corruptBundle");
});

test("an archive with a name that leads out of it is refused", async () => {
  const path = join(folder, "model.tar.gz");
  await saveBundle(path, model);
  const archive = gunzipSync(await readFile(path));
  const before = archive.subarray(0, 512).reduce((sum, byte) => sum + byte, 0);
  archive.set(new TextEncoder().encode("../x"), 0);
  const difference = archive.subarray(0, 512).reduce((sum, byte) => sum + byte, 0) - before;
  const checksum = parseInt(new TextDecoder().decode(archive.subarray(148, 154)), 8) + difference;
  archive.set(new TextEncoder().encode(checksum.toString(8).padStart(6, "0")), 148);
  await writeFile(path, gzipSync(archive));
  expect(await codeOf(() => loadBundle(path))).toBe("ModelsError unsafePath");
});

test("a path with nothing there, and one with something else, are told apart", async () => {
  expect(await codeOf(() => loadBundle(join(folder, "none")))).toBe("ModelsError missingFile");
  await mkdir(join(folder, "photos"));
  await writeFile(join(folder, "photos", "a.jpg"), "");
  expect(await codeOf(() => saveBundle(join(folder, "photos"), model))).toBe("ModelsError fileExists");
  expect(await readdir(folder)).toEqual(["photos"]);
});

test("verifying tells every file that is wrong", async () => {
  const path = join(folder, "model");
  await saveBundle(path, model);
  await writeFile(join(path, "model.json"), "{}");
  await rm(join(path, "tensors.safetensors"));
  const { passed, problems } = await verifyBundle(path);
  expect(passed).toBe(false);
  expect(problems.map(({ file, code }) => [file, code])).toEqual([
    ["model.json", "corruptBundle"],
    ["tensors.safetensors", "missingFile"],
  ]);
});

test("details that are no JSON data are refused before anything is written", async () => {
  const path = join(folder, "model");
  expect(await codeOf(() => saveBundle(path, model, { metadata: { n: 1n } }))).toBe("ModelsError invalidInput");
  expect(await readdir(folder)).toEqual([]);
});

test("a vectoriser with a function cannot be saved", async () => {
  const fitted = tfidfVectorizer({ tokenizer: (text) => text.split("|") }).fit(["a|b"]);
  expect(await codeOf(() => bundleToFiles(fitted))).toBe("ModelsError notSupported");
});

test("the signature of a table has an input a column", () => {
  const table = Table.from({ x: [1.5, 2], n: [1, 2], ok: [true, null], city: ["b", "a"] });
  const { inputs, output } = inferSignature(table, Float64Array.of(1, 2));
  expect(inputs.map(({ name }) => name)).toEqual(["x", "n", "ok", "city"]);
  expect(inputs[0]?.type).toBe("number");
  expect(inputs[2]).toEqual({ name: "ok", type: "boolean", optional: true });
  expect(output).toEqual({ type: "number" });
  expect(inferSignature([[1, 2]], [1]).inputs).toEqual([
    { name: "x0", type: "number" },
    { name: "x1", type: "number" },
  ]);
});

test("a signature is inferred from whatever predict takes", () => {
  interface Payment {
    readonly amount: number;
    readonly city?: string;
  }
  const payments: readonly Payment[] = [{ amount: 1.5, city: "Rome" }, { amount: 2 }, { amount: 3, city: "Rome" }];
  const steps = columnTransformer<Payment>({
    transformers: [
      ["scaled", standardScaler(), ["amount"]],
      ["city", oneHotEncoder(), ["city"]],
    ],
  });
  const model = pipeline(steps, linearRegression()).fit(payments, [1, 2, 3]);
  expect(inferSignature(payments, model.predict(payments)).inputs).toEqual([
    { name: "amount", type: "number" },
    { name: "city", type: "category", categories: ["Rome"], optional: true },
  ]);
  const categories = [
    ["red", 1],
    ["blue", 2],
    ["red", null],
    ["red", 2],
  ];
  const encoded = pipeline(ordinalEncoder(), linearRegression()).fit(categories.slice(0, 2), [1, 2]);
  expect(inferSignature(categories, encoded.predict(categories.slice(0, 2))).inputs).toEqual([
    { name: "x0", type: "category", categories: ["blue", "red"] },
    { name: "x1", type: "number", optional: true },
  ]);
  const gaps = { name: "x1", type: "number", optional: true };
  const withGaps = [
    [1, NaN],
    [2, 3],
  ];
  expect(inferSignature(withGaps, [1, 2]).inputs).toEqual([{ name: "x0", type: "number" }, gaps]);
  const sparse = new CsrMatrix(2, 2, Float64Array.of(1, NaN, 3), Int32Array.of(0, 1, 1), Int32Array.of(0, 2, 3));
  expect(inferSignature(sparse, [1, 2]).inputs[1]).toEqual(gaps);
  expect(() => inferSignature([[Infinity]], [1])).toThrow("X holds an infinite number");
});

function changed(bytes: Uint8Array | undefined): Uint8Array {
  const copy = bytes?.slice() ?? new Uint8Array(0);
  copy[copy.length - 3] = (copy[copy.length - 3] ?? 0) ^ 1;
  return copy;
}

function edit(files: Map<string, Uint8Array>, changes: object): void {
  const manifest = JSON.parse(new TextDecoder().decode(files.get("manifest.json"))) as object;
  files.set("manifest.json", new TextEncoder().encode(JSON.stringify({ ...manifest, ...changes })));
}
