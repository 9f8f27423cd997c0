import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadBundle } from "@mlsys/models/bundle";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runScript } from "../../../tools/vitest/run-script.ts";

/** What scikit-learn 1.9 gives on the course's data, which the generator reproduces. */
const figures = {
  coefficient: "16.716531471604753",
  intercept: "-0.09250102697112714",
  MSE: "107.89991869915974",
  "R²": "0.7188122876167204",
  "prediction at x = 10": "167.0728136890764",
};

const shapes = ["monolith", "composable", "flow"] as const;
const course = fileURLToPath(new URL("../../../../shared/data/regression/regression_dataset.txt", import.meta.url));
let out = "";

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), "mlsys regression "));
});
afterAll(() => rm(out, { recursive: true }));

function figuresIn(text: string): Record<string, string> {
  const lines = text.split("\n").map((line) => /^(.{22})(\S+)$/.exec(line));
  return Object.fromEntries(lines.flatMap((match) => (match ? [[(match[1] ?? "").trim(), match[2] ?? ""]] : [])));
}

describe("the three shapes", () => {
  it.each(shapes)(
    "%s prints the reference's figures on the generated data",
    async (shape) => {
      const { code, stdout, stderr } = await runScript("regression", shape, ["--out", out]);
      expect(code, stderr).toBe(0);
      expect(figuresIn(stdout)).toMatchObject(figures);
      expect(stdout).toContain("800 for training, 200 for the test");
      expect((await readFile(join(out, `${shape}.png`))).subarray(1, 4).toString()).toBe("PNG");
    },
    60_000,
  );

  it.skipIf(!existsSync(course)).each(shapes)(
    "%s prints the same on the course's file",
    async (shape) => {
      const { stdout } = await runScript("regression", shape, ["--data", course, "--out", out]);
      expect(figuresIn(stdout)).toMatchObject(figures);
    },
    60_000,
  );

  it("leaves a bundle that predicts, and says which run, data and split made it", async () => {
    const { model, manifest } = await loadBundle(join(out, "model"));
    expect(model.predict([[10]])).toEqual(Float64Array.of(Number(figures["prediction at x = 10"])));
    expect(manifest.lineage).toMatchObject({ flow: "regression", split: { testSize: 0.2, randomState: 42 } });
    expect(manifest.lineage["dataFingerprint"]).toMatch(/^[0-9a-f]{64}$/);
    expect(manifest.gates).toMatchObject([
      { name: "data checks", passed: true },
      { name: "behavioural tests", passed: true },
    ]);
  });
});

describe("create-dataset", () => {
  // The course made its file where the C library's logarithm differs in the last digit of two of the 1,000 rows.
  it("writes scikit-learn's data set, which is the course's file but for two last digits", async () => {
    const { stdout } = await runScript("regression", "create-dataset", ["--out", out]);
    expect(stdout).toContain("16.748258225906977");
    const written = await readFile(join(out, "regression_dataset.txt"), "utf8");
    expect(written.split("\n")[0]).toBe("-1.7587394864231143\t-32.770386047959725");
    if (!existsSync(course)) return;
    const rows = written.split("\n");
    const courseRows = (await readFile(course, "utf8")).split("\n");
    expect(rows).toHaveLength(courseRows.length);
    const different = rows.filter((row, index) => row !== courseRows[index]);
    expect(different).toHaveLength(2);
    for (const row of different) {
      const [x = NaN, y = NaN] = row.split("\t").map(Number);
      const [courseX = NaN, courseY = NaN] = (courseRows[rows.indexOf(row)] ?? "").split("\t").map(Number);
      expect(Math.abs(x - courseX)).toBeLessThan(Math.abs(x) * 1e-15);
      expect(Math.abs(y - courseY)).toBeLessThan(Math.abs(y) * 1e-15);
    }
  }, 60_000);
});

describe("bad input", () => {
  const good = "1\t2\n2\t3\n3\t5\n4\t4\n5\t6\n6\t5\n7\t8\n8\t9\n9\t9\n10\t12\n";
  it.each([
    ["a missing file", undefined, [], 2, /no such file/],
    ["an empty file", "", [], 1, /there is nothing to read .*data\.txt/],
    ["a wrong column count", `${good}1\t2\t3\n`, [], 1, /line 11.*3/],
    ["a cell that is no number", `${good}1\ttwo\n`, [], 1, /line 11.*"two"/],
    ["a y out of range", `${good}1\t100\n`, [], 1, /y must be .*100/],
    ["a test size of 0", good, ["--test-size", "0"], 2, /--test-size is 0/],
    ["a test size of 2", good, ["--test-size", "2"], 2, /--test-size is 2/],
    ["an unknown flag", good, ["--test-sise", "0.5"], 2, /did you mean --test-size\?/],
  ])(
    "%s ends with one clear line and leaves nothing behind",
    async (_, content, args, expectedCode, message) => {
      const folder = await mkdtemp(join(tmpdir(), "mlsys-bad-"));
      const data = join(folder, "data.txt");
      if (content !== undefined) await writeFile(data, content);
      const clean = join(folder, "out");
      for (const shape of ["monolith", "flow"]) {
        const { code, stdout, stderr } = await runScript("regression", shape, [
          "--data",
          data,
          "--out",
          clean,
          ...args,
        ]);
        const lines = stderr.trimEnd().split("\n");
        expect(lines.at(-1)).toMatch(message);
        expect(lines.filter((line) => /^\s+at /.test(line))).toEqual([]);
        expect([code, stdout]).toEqual([expectedCode, ""]);
      }
      expect(existsSync(clean) ? readdirSync(clean) : []).toEqual([]);
      await rm(folder, { recursive: true });
    },
    60_000,
  );

  it.each([...shapes, "create-dataset"])(
    "%s explains itself",
    async (script) => {
      const { code, stdout } = await runScript("regression", script, ["--help"]);
      expect(code).toBe(0);
      expect(stdout).toContain("--random-state NUMBER");
    },
    60_000,
  );
});
