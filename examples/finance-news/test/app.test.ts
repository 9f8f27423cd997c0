import { cp, mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { saveBundle } from "@mlsys/models/bundle";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserExpected, launchChromium } from "../../../tools/vitest/chromium.ts";
import { runScript, startScript, type RunningScript } from "../../../tools/vitest/run-script.ts";
import { dropShort, loadNews } from "../src/dataset.ts";
import { trainModels } from "../src/models.ts";

let folder = "";
let bundle = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mlsys app "));
  bundle = join(folder, "bundle");
  const { sentences, labels } = dropShort(await loadNews(undefined, "generated"));
  await saveBundle(bundle, trainModels(sentences, labels).logistic, {
    name: "finance-news",
    signature: {
      inputs: [{ name: "text", type: "text" }],
      output: { type: "class", classes: ["negative", "neutral", "positive"] },
    },
    example: { text: "Operating profit fell." },
  });
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function startApp(): Promise<{ readonly app: RunningScript; readonly url: string }> {
  const app = startScript("finance-news", "app", ["--bundle", bundle, "--port", "0"]);
  let written = "";
  app.child.stdout?.on("data", (chunk: Buffer) => (written += chunk.toString()));
  await app.saw("Ctrl-C ends");
  return { app, url: /http:\S+/.exec(written)?.[0] ?? "" };
}

describe("the app", () => {
  it("answers in the course's shape, and ends well on Ctrl-C", async () => {
    const { app, url } = await startApp();
    const reply = await fetch(`${url}/predict`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ instances: [{ text: "Net sales grew and profit rose from the year before." }] }),
    });
    const { data, metadata } = (await reply.json()) as Record<string, Record<string, unknown>>;
    expect(data?.["predictions"]).toEqual(["positive"]);
    expect(metadata).toMatchObject({
      serverTimestamp: expect.any(Number) as number,
      time: expect.any(Number) as number,
    });
    app.child.kill("SIGINT");
    expect((await app.ended).code).toBe(0);
  }, 60_000);

  it("says in one line that a port is in use", async () => {
    const { app, url } = await startApp();
    const port = new URL(url).port;
    const { code, stderr } = await runScript("finance-news", "app", ["--bundle", bundle, "--port", port]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^app: port \d+ is in use .*\n$/) as string]);
    app.child.kill("SIGTERM");
    await app.ended;
  }, 60_000);

  it.each([
    ["is missing", (path: string) => rm(path, { recursive: true }), /there is no such bundle/],
    [
      "has truncated tensors",
      (path: string) => truncate(join(path, "tensors.safetensors"), 100),
      /tensors\.safetensors/,
    ],
    ["has a changed model", (path: string) => writeFile(join(path, "model.json"), "{}"), /model\.json/],
    ["has a corrupt manifest", (path: string) => writeFile(join(path, "manifest.json"), "{"), /manifest/],
  ])(
    "refuses in one line a bundle that %s",
    async (_, spoil, message) => {
      const copy = join(folder, "copy");
      await cp(bundle, copy, { recursive: true });
      await spoil(copy);
      const { code, stdout, stderr } = await runScript("finance-news", "app", ["--bundle", copy, "--port", "0"]);
      expect([code, stdout, stderr.trimEnd().split("\n").length]).toEqual([1, "", 1]);
      expect(stderr).toMatch(message);
      await rm(copy, { recursive: true, force: true });
    },
    60_000,
  );
});

describe.skipIf(!browserExpected)("the page (skipped where there is no Chromium)", () => {
  const state: { browser?: Browser } = {};
  beforeAll(async () => {
    state.browser = await launchChromium();
  }, 60_000);
  afterAll(() => state.browser?.close());

  it("shows label and probabilities of a sentence that is typed in", async () => {
    const { app, url } = await startApp();
    const page = await state.browser?.newPage();
    await page?.goto(url);
    await page?.getByLabel("text").fill("The company warned that its operating loss widened.");
    await page?.getByRole("button", { name: "Predict" }).click();
    const result = page?.getByRole("status");
    await result?.getByText("negative").first().waitFor();
    const shown = (await result?.textContent()) ?? "";
    for (const label of ["negative", "neutral", "positive"])
      expect(shown).toMatch(new RegExp(`${label}\\s*[\\d.]+\\s*%`));
    app.child.kill("SIGTERM");
    await app.ended;
  }, 60_000);
});
