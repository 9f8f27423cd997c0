import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadBundle } from "@mlsys/models/bundle";
import { openTracker } from "@mlsys/tracking";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runScript, startScript } from "../../../tools/vitest/run-script.ts";

const phrasebank = fileURLToPath(
  new URL("../../../../shared/data/financial-phrasebank/Sentences_AllAgree.txt", import.meta.url),
);
let out = "";

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), "mlsys news "));
});
afterAll(() => rm(out, { recursive: true, force: true }));

/** The two figures of a line, one a model. */
function figuresOf(text: string, name: string): string[] {
  const line = text.split("\n").find((each) => each.startsWith(`${name} `)) ?? "";
  return line
    .slice(22)
    .trim()
    .split(/\s{2,}/);
}

describe("the flow", () => {
  it("shows on the generated news what is wrong with the course's model, and that the better one mends it", async () => {
    const { code, stdout, stderr } = await runScript("finance-news", "flow", ["--out", out]);
    expect(code, stderr).toBe(0);
    const [naiveBayes = NaN, logistic = NaN] = figuresOf(stdout, "macro F1").map(Number);
    expect(logistic - naiveBayes).toBeGreaterThan(0.1);
    const [weak = NaN, mended = NaN] = figuresOf(stdout, "recall of negative").map(Number);
    expect(weak).toBeLessThan(0.5);
    expect(mended).toBeGreaterThan(0.6);
    expect(stdout).toContain("FAILED  recall of every class");
    expect(stdout).toContain("weak slices");
    expect(stdout).toMatch(/good figures fall: \d+ of 60 cases/);
    for (const file of ["checks.html", "naive-bayes-behavior.html", "logistic-confusion.svg", "logistic-slices.html"]) {
      expect(stdout).toContain(join(out, file));
      expect((await readFile(join(out, file), "utf8")).length).toBeGreaterThan(1000);
    }
  }, 120_000);

  it("leaves a bundle that cleans what it is asked as it cleaned what it learned from", async () => {
    const { model, manifest } = await loadBundle(join(out, "models", "logistic"));
    const [plain, shouted] = model.predict(["profit rose sharply", "PROFIT, ROSE... (SHARPLY)!"]);
    expect(shouted).toBe(plain);
    expect(manifest.gates.map(({ name }) => name)).toEqual([
      "data checks",
      "recall of every class",
      "slices",
      "behavioural tests",
    ]);
    expect(Object.keys(manifest.reports)).toEqual(["checks", "evaluation", "behavior"]);
  });

  it("is recorded in tracking, model by model, with its artifacts", async () => {
    const { manifest } = await loadBundle(join(out, "models", "naive-bayes"));
    const folder = fileURLToPath(new URL("../../../.mlsys/tracking", import.meta.url));
    await using tracker = await openTracker({ folder });
    const filterString = `tags.flowRunId = '${String(manifest.lineage["runId"])}'`;
    const { runs } = await tracker.searchRuns({ experimentNames: ["finance-news"], filterString });
    expect(runs.map(({ info }) => info.runName).sort()).toEqual(["logistic", "naive-bayes"]);
    const [run] = runs;
    const artifacts = await tracker.listArtifacts(run?.info.runId ?? "");
    expect(artifacts.map(({ path }) => path)).toContain("model");
  });

  it.skipIf(!existsSync(phrasebank))(
    "prints the reference's figures on the Financial PhraseBank",
    async () => {
      const { stdout } = await runScript("finance-news", "flow", ["--data", phrasebank, "--out", out]);
      expect(stdout).toContain("1804 for training, 452 for the test");
      expect(figuresOf(stdout, "accuracy")).toEqual(["0.787611", "0.902655"]);
      expect(figuresOf(stdout, "macro F1")).toEqual(["0.561536", "0.876475"]);
      expect(figuresOf(stdout, "weighted F1")).toEqual(["0.741607", "0.900767"]);
      expect(figuresOf(stdout, "confusion matrix")).toEqual([
        "[[3,14,39],[0,266,4],[0,39,87]]",
        "[[46,3,7],[2,262,6],[4,22,100]]",
      ]);
      expect(figuresOf(stdout, "recall of negative")[0]).toBe("0.053571");
    },
    120_000,
  );

  it("with --strict fails for a model whose gates fail, and not for one whose gates hold", async () => {
    const strict = ["--strict", "--out", out];
    const failed = await runScript("finance-news", "flow", [...strict, "--model", "naive-bayes"]);
    expect([failed.code, failed.stdout]).toEqual([1, ""]);
    expect(failed.stderr.trimEnd().split("\n").at(-1)).toMatch(/naive-bayes is not let out .*recall of every class/);
    expect((await runScript("finance-news", "flow", [...strict, "--model", "logistic"])).code).toBe(0);
  }, 240_000);
});

describe("interruption", () => {
  it.each(["SIGINT", "SIGKILL"] as const)(
    "after %s the run goes on where it stopped",
    async (signal) => {
      const folder = await mkdtemp(join(tmpdir(), "mlsys-stop-"));
      const store = ["--store", join(folder, "store")];
      const started = startScript("finance-news", "flow", ["--out", join(folder, "out"), ...store]);
      await started.saw("prepareTrainAndTestDataset:");
      started.child.kill(signal);
      const { code, stderr, stdout } = await started.ended;
      expect(stdout).toBe("");
      if (signal === "SIGINT") {
        expect(code).toBe(1);
        expect(stderr.trimEnd().split("\n").at(-1)).toBe("finance-news: interrupted (go on with --resume)");
      }
      expect(existsSync(join(folder, "out", "models"))).toBe(false);
      const resumed = await runScript("finance-news", "flow", ["--resume", ...store]);
      expect(resumed.code, resumed.stderr).toBe(0);
      expect(resumed.stderr).toContain("loadData: reused");
      expect(resumed.stdout).toContain("macro F1");
      await rm(folder, { recursive: true });
    },
    240_000,
  );
});

describe("bad input", () => {
  it.each([
    [
      "one class only",
      "profit rose by five per cent@positive\nsales grew by ten per cent in May@positive\n",
      1,
      /label/,
    ],
    ["a line without a label", "profit rose by five per cent@positive\nsales grew\n", 1, /line 2/],
    ["an empty file", "", 1, /nothing|empty|no /],
  ])(
    "%s ends with one clear line",
    async (_, content, expectedCode, message) => {
      const folder = await mkdtemp(join(tmpdir(), "mlsys-bad-"));
      await writeFile(join(folder, "news.txt"), content);
      const args = ["--data", join(folder, "news.txt"), "--out", join(folder, "out")];
      const { code, stdout, stderr } = await runScript("finance-news", "flow", args);
      expect([code, stdout]).toEqual([expectedCode, ""]);
      expect(stderr.trimEnd().split("\n").at(-1)).toMatch(message);
      expect(stderr).not.toMatch(/^\s+at /m);
      expect(existsSync(join(folder, "out"))).toBe(false);
      await rm(folder, { recursive: true });
    },
    60_000,
  );
});
