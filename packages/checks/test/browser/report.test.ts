import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { DatabaseSync } from "node:sqlite";
import { checkSuite, isBetween, isIn, isNotNull, isUnique, meanIsBetween, rowCountIsBetween } from "@mlsys/checks";
import type { DataSource } from "@mlsys/checks";
import { detectDrift } from "@mlsys/checks/drift";
import { profile } from "@mlsys/checks/profile";
import { toHtml } from "@mlsys/checks/report";
import { sqlTable } from "@mlsys/checks/sql";
import { randomState } from "@mlsys/core";
import type { AxeResults } from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserExpected, launchChromium } from "../../../../tools/vitest/chromium.ts";

const rng = randomState(1);

function table(size: number, shift: number): Record<string, unknown[]> {
  return {
    id: Array.from({ length: size }, (_, i) => i),
    amount: Array.from(rng.normal(50 + shift, 10, size), (value, i) => (i % 20 === 0 ? null : Math.round(value))),
    kind: Array.from(
      rng.randint(0, shift > 0 ? 5 : 4, size),
      (code) => ["card", "cash", "cheque", "transfer", "crypto"][code],
    ),
    "<b>&'\"": Array.from({ length: size }, () => "same"),
  };
}

/** The columns as a table of a database, whose statements a page shows. */
function inSqlite(columns: Readonly<Record<string, ArrayLike<unknown>>>): DataSource {
  const database = new DatabaseSync(":memory:");
  const names = Object.keys(columns);
  database.exec(`create table t (${names.map((name) => `"${name.replaceAll('"', '""')}"`).join(", ")})`);
  const insert = database.prepare(`insert into t values (${names.map(() => "?").join(", ")})`);
  const size = columns[names[0] ?? ""]?.length ?? 0;
  for (let i = 0; i < size; i++) insert.run(...names.map((name) => columns[name]?.[i] as string | number | null));
  const query = (sql: string, parameters: (string | number)[]): unknown => database.prepare(sql).all(...parameters);
  return sqlTable("t", { dialect: "sqlite", query, orderBy: names[0] ?? "" });
}

/** A report with every status, a profile and a comparison. */
async function page(): Promise<string> {
  const [reference, current] = [table(800, 0), table(600, 8)];
  const suite = checkSuite("payments", [
    isNotNull("amount", { severity: "warning", description: "Amounts may be late." }),
    isIn("kind", ["card", "cash", "cheque", "transfer"]),
    isBetween("amount", { min: 0 }),
    isUnique("id"),
    isNotNull("gone"),
    meanIsBetween("amount", { max: 55 }),
    rowCountIsBetween({ min: 1 }),
    isBetween("amount", { min: 0, where: { op: "missing", of: { op: "column", name: "amount" } } }),
  ]);
  const [report, facts] = [await suite.run(inSqlite(current)), await profile(current)];
  return toHtml(report, { profile: facts, drift: detectDrift(reference, current) });
}

test("a page of 200 failing checks with profile and drift of 100 columns stays below 200 kB", async () => {
  const names = Array.from({ length: 100 }, (_, i) => `column_${i}`);
  const wide = (size: number): Record<string, Float64Array> =>
    Object.fromEntries(names.map((name) => [name, rng.normal(0, 1, size)]));
  const [reference, current] = [wide(200), wide(150)];
  const suite = checkSuite("wide", [
    ...names.map((name) => isBetween(name, { min: 99 })),
    ...names.map((name) => isBetween(name, { max: -99 })),
  ]);
  const html = toHtml(await suite.run(inSqlite(current)), {
    drift: detectDrift(reference, current),
    profile: await profile(current),
  });
  expect(html).toMatch(/<li id="sql-39">[\s\S]*\d more statements are in the report itself/);
  expect(Buffer.byteLength(html)).toBeLessThan(200_000);
});

describe.skipIf(!browserExpected)("the page in a browser (skipped where there is no Chromium)", () => {
  const state: { browser?: Browser; html: string; troubles: string[] } = { html: "", troubles: [] };

  beforeAll(async () => {
    [state.browser, state.html] = await Promise.all([launchChromium(), page()]);
  }, 60_000);

  afterAll(() => state.browser?.close());

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    if (state.browser === undefined) throw new TypeError("the browser did not start");
    const context = await state.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const opened = await context.newPage();
    opened.on("pageerror", (error) => state.troubles.push(String(error)));
    opened.on("request", (request) => state.troubles.push(request.url()));
    await opened.setContent(state.html);
    return opened;
  }

  const shown = (opened: Page, list: string): Promise<number> => opened.locator(`${list} > li:visible`).count();

  test("search and filter leave out checks and columns, by keyboard alone", async () => {
    const opened = await open();
    expect([await shown(opened, ".results"), await shown(opened, ".cards")]).toEqual([8, 4]);
    await opened.keyboard.press("/");
    await opened.keyboard.type("kind must");
    expect([await shown(opened, ".results"), await shown(opened, ".cards")]).toEqual([1, 0]);
    await opened.keyboard.press("Escape");
    await opened.keyboard.press("Tab");
    await opened.keyboard.press("Space");
    expect(await shown(opened, ".results")).toBe(5);
    expect(await opened.getByRole("status").textContent()).toBe("5 of 8 checks");
    expect(state.troubles).toEqual([]);
  });

  test("columns show histograms of both samples, with names for who cannot see them", async () => {
    const opened = await open();
    const drawn = opened.getByRole("img", { name: /^amount, reference and current: \d+ to \d+$/ });
    expect(await drawn.locator("path").count()).toBe(2);
    for (const kind of [".before", ".now"])
      expect((await drawn.locator(kind).getAttribute("d"))?.match(/M/g)?.length).toBeGreaterThan(12);
    expect(await opened.locator("b").count()).toBe(0);
  });

  test("each check leads to its statements", async () => {
    const opened = await open();
    const check = opened
      .locator(".results > li", { hasText: "amount must be at least 0: 0" })
      .or(opened.locator(".results > li", { hasText: "kind must be one of" }));
    const link = check.locator('a[href^="#sql-"]').last();
    const target = (await link.getAttribute("href")) ?? "";
    expect(await opened.locator(target).textContent()).toMatch(/^evidence, \d+ ms: select /);
    expect(await check.first().locator("dt", { hasText: "took" }).count()).toBe(1);
  });

  test.each([["light"], ["dark"]] as const)(
    "axe finds nothing in %s colours, and nothing overflows on a phone",
    async (colorScheme) => {
      const opened = await open({ colorScheme, viewport: { width: 360, height: 740 } });
      await opened.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
      const { violations } = await opened.evaluate<AxeResults>("axe.run()");
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
      expect(await opened.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
      const shots = process.env["MLSYS_SCREENSHOTS"];
      if (shots !== undefined) await opened.screenshot({ path: `${shots}/checks-${colorScheme}.png`, fullPage: true });
    },
  );
});
