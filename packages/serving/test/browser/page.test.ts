import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { silentLogger } from "@mlsys/core";
import type { ServableModel } from "@mlsys/serving";
import { type RunningServer, serve } from "@mlsys/serving/node";
import type { AxeResults } from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { loan, regression, sentiment } from "../../src/fixtures/models.ts";
import { browserExpected, launchChromium } from "../../../../tools/vitest/chromium.ts";

const NARROW = { width: 360, height: 740 };
const WIDE = { width: 1280, height: 800 };

describe.skipIf(!browserExpected)("the page in a browser (skipped where there is no Chromium)", () => {
  const state: { browser?: Browser; servers: RunningServer[]; troubles: string[] } = { servers: [], troubles: [] };

  beforeAll(async () => {
    state.browser = await launchChromium();
  }, 60_000);

  afterEach(async () => {
    await Promise.all((state.browser?.contexts() ?? []).map((context) => context.close()));
    await Promise.all(state.servers.splice(0).map((server) => server.close()));
    expect(state.troubles.splice(0)).toEqual([]);
  });

  afterAll(() => state.browser?.close());

  async function open(model: ServableModel, path = "/", options: BrowserContextOptions = {}): Promise<Page> {
    const server = await serve(model, { port: 0, shutdownTimeoutMs: 500, handler: { logger: silentLogger } });
    state.servers.push(server);
    const context = await launched().newContext({ viewport: WIDE, ...options });
    const page = await context.newPage();
    page.on("pageerror", (error) => state.troubles.push(String(error)));
    page.on("request", (request) => {
      if (!/^(?:data:|http:\/\/127\.0\.0\.1:)/.test(request.url())) state.troubles.push(request.url());
    });
    page.on("console", (message) => {
      if (/Content Security Policy|Refused/.test(message.text())) state.troubles.push(message.text());
    });
    await page.goto(server.url + path);
    return page;
  }

  function launched(): Browser {
    if (state.browser === undefined) throw new TypeError("the browser did not start");
    return state.browser;
  }

  it("shows label and probabilities of a sentence that is typed in, and stays on the page", async () => {
    const page = await open(sentiment);
    await page.getByLabel("sentence").fill("Operating profit rose, and sales grew.");
    await page.getByRole("button", { name: "Predict" }).click();
    const result = page.getByRole("status");
    await result.getByText("positive").first().waitFor();
    expect(await result.locator("strong").textContent()).toBe("positive");
    const rows = await result.locator("tbody tr").allInnerTexts();
    expect(rows.map((row) => row.split(/\s+/)[0])).toEqual(["positive", "neutral", "negative"]);
    expect(rows[0]).toContain("88.3 %");
    expect(await page.getByLabel("sentence").inputValue()).toBe("Operating profit rose, and sales grew.");
    expect(new URL(page.url()).pathname).toBe("/");
  });

  it("shows the number of a regression", async () => {
    const page = await open(regression, "/?example=0");
    await page.getByRole("button", { name: "Predict" }).click();
    await page.getByText("167.0728136890764").waitFor();
  });

  it("can be used by keyboard alone", async () => {
    const page = await open(sentiment);
    await page.keyboard.press("Tab");
    await page.keyboard.type("A loss, and sales fell.");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("status").getByText("negative").first().waitFor();
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Predict");
    await page.getByLabel("sentence").fill("Profit rose, profit grew.");
    await page.keyboard.press("Control+Enter");
    await page.locator("strong", { hasText: "positive" }).waitFor();
  });

  it("puts errors beside their fields, moves to the first, and forgets them when they are corrected", async () => {
    const page = await open(loan, "/?example=0");
    await page.getByLabel("years").fill("2.5");
    await page.getByRole("button", { name: "Predict" }).click();
    await page.getByText("Expected a whole number, found 2.5.").waitFor();
    expect(await page.evaluate("document.activeElement.name")).toBe("years");
    await page.getByLabel("years").fill("2");
    await page.getByRole("button", { name: "Predict" }).click();
    await page.locator("strong", { hasText: "true" }).waitFor();
    expect(await page.locator("[aria-invalid]").count()).toBe(0);
  });

  it("says so when the server is gone", async () => {
    const page = await open(sentiment, "/?example=0");
    await state.servers[0]?.close();
    await page.getByRole("button", { name: "Predict" }).click();
    await page.getByText(/The server could not be asked/).waitFor();
  });

  it("works without a script", async () => {
    const page = await open(sentiment, "/", { javaScriptEnabled: false });
    await page.getByRole("link", { name: "Example 2" }).click();
    await page.getByRole("button", { name: "Predict" }).click();
    await page.locator("strong", { hasText: "negative" }).waitFor();
    expect(await page.getByLabel("sentence").inputValue()).toBe("The company cut 200 jobs after a loss.");
  });

  it("shows text as text, whatever is typed in", async () => {
    const page = await open(sentiment);
    const hostile = '\n</textarea><img src=x onerror="document.title=1"> profit';
    await page.getByLabel("sentence").fill(hostile);
    await page.getByRole("button", { name: "Predict" }).click();
    await page.getByRole("status").locator("strong").waitFor();
    expect(await page.getByLabel("sentence").inputValue()).toBe(hostile);
    expect(await page.title()).toBe("finance news");
  });

  for (const colorScheme of ["light", "dark"] as const) {
    for (const [size, viewport] of Object.entries({ narrow: NARROW, wide: WIDE })) {
      it(`is accessible and fits, ${size} and ${colorScheme}`, async () => {
        for (const [model, path] of [
          [sentiment, "/?example=0"],
          [loan, "/"],
          [regression, "/?example=0"],
        ] as const) {
          const page = await open(model, path, { viewport, colorScheme });
          await page.getByRole("button", { name: "Predict" }).click();
          await page.locator(".trace").waitFor();
          await page.getByText("Call it from a program").click();
          expect(await violationsOf(page)).toEqual([]);
          expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(viewport.width);
        }
      }, 60_000);
    }
  }
});

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// The page's own policy forbids foreign scripts; the debugger's evaluation is not subject to it.
async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>("axe.run()");
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
