import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { defineSuite, equals, failRateOf, runSuite, typos } from "@mlsys/behavior";
import { loadCheckListSuite } from "@mlsys/behavior/checklist";
import { toHtml, toMarkdown } from "@mlsys/behavior/report";
import type { AxeResults } from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserExpected, launchChromium } from "../../../../tools/vitest/chromium.ts";
import { bagOfHashes } from "../checklist/bag-of-hashes.ts";
import { sharedFile } from "../checklist/shared-data.ts";

/** A run of 14 tests with failures, warnings, flags and groups. */
async function report() {
  const suite = defineSuite("news <b>&'\"", (t) => {
    for (let i = 0; i < 12; i++) {
      const from = Array.from({ length: 30 }, (_, k) => `profit ${i} of Nokia rose by ${k} <i>percent</i>`);
      t.inv(`typos ${i}`, {
        capability: ["robustness", "negation", "vocabulary"][i % 3] ?? "",
        from,
        perturb: typos({ count: 1 + (i % 3) }),
        severity: i % 4 === 0 ? "warning" : "error",
        maxFailRate: 0.05,
      });
    }
    t.mft("short", { cases: ["rose", "up"], expect: equals("good") });
    t.parity("groups", { group: (text) => text.length % 2, measure: failRateOf("typos 1"), maxDifference: 0.1 });
  });
  return runSuite(suite, (texts) => texts.map((text) => (/rose/.test(text) ? "good" : "bad")));
}

test("the page and the comment are small enough to keep and to post", async () => {
  const run = await report();
  expect(Buffer.byteLength(toHtml(run))).toBeLessThan(3_000_000);
  expect(toMarkdown(run).length).toBeLessThan(65_536);
});

const released = sharedFile("checklist-sentiment/suite.jsonl.gz");

async function releasedReport() {
  const run = await runSuite(await loadCheckListSuite(released ?? ""), bagOfHashes, { batchSize: 10_000 });
  return { page: toHtml(run), comment: toMarkdown(run) };
}

describe.skipIf(!browserExpected)("the page in a browser (skipped where there is no Chromium)", () => {
  const state: { browser?: Browser; html: string; troubles: string[] } = { html: "", troubles: [] };

  beforeAll(async () => {
    [state.browser, state.html] = await Promise.all([launchChromium(), report().then((run) => toHtml(run))]);
  }, 60_000);

  afterAll(() => state.browser?.close());

  async function open(options: BrowserContextOptions = {}, html = state.html): Promise<Page> {
    if (state.browser === undefined) throw new TypeError("the browser did not start");
    const context = await state.browser.newContext({
      viewport: { width: 1280, height: 900 },
      bypassCSP: true,
      ...options,
    });
    const opened = await context.newPage();
    opened.on("pageerror", (error) => state.troubles.push(String(error)));
    opened.on("request", (request) => state.troubles.push(request.url()));
    await opened.setContent(html);
    return opened;
  }

  test("search, filter and failures work by keyboard alone, and nothing is asked of the network", async () => {
    const opened = await open();
    const told = opened.getByRole("status");
    expect(await told.textContent()).toBe("14 of 14 tests shown");
    await opened.keyboard.press("/");
    await opened.keyboard.type("groups");
    expect(await told.textContent()).toBe("1 of 14 tests shown");
    await opened.locator("[name=search]").fill("");
    await opened.locator("[name=capability]").selectOption("negation");
    expect(await told.textContent()).toBe("4 of 14 tests shown");
    await opened.locator("[name=capability]").selectOption("");
    const groups = opened.locator("details", { hasText: "groups" }).last();
    const before = await groups.getAttribute("open");
    await groups.locator("summary").focus();
    await opened.keyboard.press("Enter");
    expect((await groups.getAttribute("open")) === null).toBe(before !== null);
    expect(await opened.locator("mark").count()).toBeGreaterThan(10);
    expect(await opened.locator("i").count()).toBe(0);
    expect(state.troubles).toEqual([]);
  });

  async function violationsIn(opened: Page): Promise<string[]> {
    await opened.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
    const { violations } = await opened.evaluate<AxeResults>("axe.run()");
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  }

  test.skipIf(released === undefined)(
    "a run of CheckList's 38 tests of sentiment is small, opens within a second, is searched by keyboard, and without a fault that axe finds",
    async () => {
      const { page, comment } = await releasedReport();
      expect(Buffer.byteLength(page)).toBeLessThan(3_000_000);
      expect(comment.length).toBeLessThan(65_536);
      const opened = await open({}, page);
      const told = opened.getByRole("status");
      expect(await told.textContent()).toBe("38 of 38 tests shown");
      await opened.keyboard.press("/");
      await opened.keyboard.type("contractions");
      expect(await told.textContent()).toBe("1 of 38 tests shown");
      await opened.locator("[name=search]").fill("");
      expect(await violationsIn(opened)).toEqual([]);
      expect(state.troubles).toEqual([]);
      expect(await openingMs(page)).toBeLessThan(1000);
    },
    60_000,
  );

  /** From the request for the page to the end of its loading, of a file: the quickest of three, as others use the machine too. */
  async function openingMs(html: string): Promise<number> {
    const folder = await mkdtemp(path.join(tmpdir(), "report-"));
    try {
      const file = path.join(folder, "report.html");
      await writeFile(file, html);
      const times: number[] = [];
      for (let i = 0; i < 3; i++) {
        const opened = await open({}, "");
        await opened.goto(pathToFileURL(file).href);
        const ended = await opened.waitForFunction("performance.getEntriesByType('navigation')[0].loadEventEnd");
        times.push(Number(await ended.jsonValue()));
        await opened.context().close();
      }
      return Math.min(...times);
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  test.each([["light"], ["dark"]] as const)(
    "axe finds nothing in %s colours, and nothing overflows on a phone",
    async (colorScheme) => {
      const opened = await open({ colorScheme, viewport: { width: 360, height: 740 } });
      expect(await violationsIn(opened)).toEqual([]);
      expect(await opened.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
    },
  );
});
