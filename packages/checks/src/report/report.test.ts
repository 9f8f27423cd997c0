import { checkSuite, isBetween, isIn, isNotNull, rowCountIsBetween } from "@mlsys/checks";
import type { ChecksReport } from "@mlsys/checks";
import { toHtml, toJUnit, toMarkdown, toText } from "@mlsys/checks/report";
import { expect, test } from "vitest";

const hostile = `<script>alert("1 & '2'")</script>|\u001B[31m\n\u0000`;

async function hostileReport(): Promise<ChecksReport> {
  return checkSuite(hostile, [
    isIn(hostile, ["ok"], { description: hostile, name: hostile }),
    isNotNull(hostile, { severity: "warning" }),
    isNotNull("other"),
    rowCountIsBetween({ min: 1 }),
    isBetween(hostile, { min: 3, onEmpty: "fail" }),
  ]).run({ [hostile]: [hostile, "ok", null] });
}

test("text puts the most urgent first and lets no control character through", async () => {
  const text = toText(await hostileReport());
  const signs = text
    .split("\n")
    .filter((line) => /^\S /.test(line))
    .map((line) => line[0]);
  expect(signs).toEqual(["!", "!", "✗", "▲", "✓"]);
  // eslint-disable-next-line no-control-regex -- it is what must not be there
  expect(text.replaceAll("\n", "")).not.toMatch(/[\u0000-\u001F]/);
});

test("text is coloured on request only", async () => {
  const report = await checkSuite("plain", [isNotNull("x")]).run({ x: [1, null] });
  expect(toText(report)).not.toContain("\u001B");
  expect(toText(report, { colors: true })).toContain("\u001B[31m✗");
});

test("text shows further examples", async () => {
  const report = await checkSuite("plain", [isBetween("x", { min: 0 })]).run({ x: [1, -1, -2, -3, -4] });
  expect(toText(report)).toContain("then row 2: -2; row 3: -3");
});

test("Markdown neither breaks its table nor becomes markup", async () => {
  const markdown = toMarkdown(await hostileReport());
  expect(markdown).not.toContain("<script");
  const table = markdown.split("\n").filter((line) => line.startsWith("|"));
  for (const line of table) expect(line.match(/(?<!\\)\|/g)).toHaveLength(6);
  expect(table).toHaveLength(7);
  expect(
    toMarkdown(await hostileReport(), { passed: false })
      .split("\n")
      .filter((line) => line.startsWith("|")),
  ).toHaveLength(6);
});

test("JUnit counts failures, errors and skipped checks and is well-formed", async () => {
  const xml = toJUnit(await hostileReport());
  expect(xml).toContain('tests="5" failures="1" errors="2" skipped="1"');
  // eslint-disable-next-line no-control-regex -- it is what must not be there
  expect(xml).not.toMatch(/<script|[\u0000-\u0008\u001B]/);
  const opened = xml.match(/<testcase[\s>]/g)?.length;
  expect(opened).toBe(5);
  expect((xml.match(/<\/testcase>/g)?.length ?? 0) + (xml.match(/<testcase[^>]*\/>/g)?.length ?? 0)).toBe(5);
});

test("HTML is one page without network, with everything from the data escaped", async () => {
  const html = toHtml(await hostileReport());
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).not.toMatch(/(?:src|href)=|url\(|@import/);
  expect(html).toContain("&lt;script&gt;");
  expect(html.match(/<li data-status=/g)).toHaveLength(5);
});

test("HTML of a report without checks is still a page", async () => {
  const html = toHtml(await checkSuite("none", []).run({ x: [1] }), { title: "My title" });
  expect(html).toContain("<title>My title: passed</title>");
});
