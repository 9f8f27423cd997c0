import {
  checkSuite,
  columnsAreEqual,
  isBetween,
  isIn,
  isNotNull,
  maxIsBetween,
  meanIsBetween,
  rowCountIsBetween,
} from "@mlsys/checks";
import type { ChecksReport } from "@mlsys/checks";
import { detectDrift } from "@mlsys/checks/drift";
import {
  diffReports,
  parseReport,
  redact,
  reportJsonSchema,
  toCsv,
  toGitHub,
  toHtml,
  toJUnit,
  toMarkdown,
  toText,
} from "@mlsys/checks/report";
import { expect, test } from "vitest";

const suite = checkSuite("people", [
  isNotNull("name"),
  isIn("name", ["Ada", "Grace"], { name: "known: 100 %, or so" }),
  isBetween("age", { min: 0, severity: "warning" }),
  columnsAreEqual("name", "alias"),
  maxIsBetween("age", { max: 1000 }),
  isNotNull("gone", { severity: "info" }),
  rowCountIsBetween({ min: 1 }),
]);
const run = (name: (string | null)[]): Promise<ChecksReport> =>
  suite.run({ name, age: [36, -5, 900], alias: ["Ada", "=cmd()", 'say "hi", all'] });

test("annotations carry level, file and the line of the first row, and break no command", async () => {
  const lines = toGitHub(await run(["Ada", null, "x\n::error::y"]), { file: "a,b.csv", firstLine: 2 }).split("\n");
  expect(lines).toHaveLength(6);
  expect(lines.map((line) => line.split(" ")[0])).toEqual([
    "::error",
    "::error",
    "::error",
    "::error",
    "::warning",
    "",
  ]);
  expect(lines).toContainEqual(expect.stringContaining("title=known%3A 100 %25%2C or so,file=a%2Cb.csv,line=4::"));
  expect(toGitHub(await run(["Ada", "Grace", "Ada"])).includes("line=")).toBe(false);
});

test("CSV holds a line a failing row and check, quoted, and no formula", async () => {
  const csv = toCsv(await run(["Ada", "=1+1", null]));
  expect(csv.split("\n").slice(0, 3)).toEqual([
    "check,severity,columns,row,value",
    "isNotNull(name),error,name,2,",
    '"known: 100 %, or so",error,name,1,\'=1+1',
  ]);
  expect(csv).toContain("isBetween(age),warning,age,1,-5\n");
});

test("redacted columns leave no value behind, in no rendering, and counts stay", async () => {
  const secret = "s3cret-value";
  const report = await run(["Ada", secret, secret]);
  const safe = redact(report, ["name", "age"]);
  for (const rendered of [
    toText(safe),
    toMarkdown(safe),
    toHtml(safe),
    toJUnit(safe),
    toGitHub(safe),
    toCsv(safe),
    JSON.stringify(safe),
  ]) {
    expect(rendered).not.toContain(secret);
    expect(rendered).not.toMatch(/\b900\b/);
  }
  expect(safe.results.map(({ unexpectedCount }) => unexpectedCount)).toEqual(
    report.results.map(({ unexpectedCount }) => unexpectedCount),
  );
  expect(safe.results[3]?.unexpectedExamples[0]).toEqual({ name: "[redacted]", alias: "=cmd()" });
  expect(safe.results[6]).toEqual(report.results[6]);
});

test("redacted groups are named nowhere, and their figures stay where another column is redacted", async () => {
  const checks = [isBetween("age", { max: 1, groupBy: "name" }), meanIsBetween("age", { max: 1, groupBy: "name" })];
  const report = await checkSuite("people", checks).run({ age: [1, 2], name: ["Ada", "Grace"] });
  const safe = redact(report, ["name"]);
  for (const rendered of [toText(safe), toMarkdown(safe), toHtml(safe), toJUnit(safe), JSON.stringify(safe)])
    expect(rendered).not.toMatch(/Ada|Grace/);
  expect(safe.results.map(({ unexpectedCount }) => unexpectedCount)).toEqual([1, null]);
  expect(redact(report, ["age"]).results[0]?.observedValue).toEqual({ Ada: 1, Grace: 0 });
});

test("two reports differ in what fails newly, what was fixed and what still fails", async () => {
  const smaller = await checkSuite("people", [isNotNull("name"), isBetween("age", { min: 0 })]).run({
    name: ["a"],
    age: [1],
  });
  const diff = diffReports(await run(["Ada", null, "Ada"]), await run(["Ada", "x", "Ada"]));
  expect(diff.newlyFailing.map(({ name }) => name)).toEqual(["known: 100 %, or so"]);
  expect(diff.fixed.map(({ name }) => name)).toEqual(["isNotNull(name)"]);
  expect(diff.stillFailing.map(({ name }) => name)).toContain("isNotNull(gone)");
  expect(diffReports(await run(["Ada", null, "Ada"]), smaller)).toMatchObject({
    added: [],
    removed: expect.arrayContaining(["isNotNull(gone)"]) as string[],
    newlyFailing: [],
  });
});

test("a stored report is read again, and another shape or version refused", async () => {
  const report = await run(["Ada", null, "Ada"]);
  expect(parseReport(JSON.stringify(report))).toEqual(JSON.parse(JSON.stringify(report)));
  expect(() => parseReport({ ...report, schemaVersion: 2 })).toThrow(
    expect.objectContaining({ code: "invalidData" }) as Error,
  );
  const { required, properties } = reportJsonSchema() as { required: string[]; properties: object };
  expect(required).toEqual(Object.keys(report));
  expect(Object.keys(properties)).toEqual(Object.keys(report));
});

test("a comparison is rendered as checks that columns do not drift", () => {
  const reference = { x: Array.from({ length: 300 }, (_, i) => i), y: new Array<string>(300).fill("a"), z: [1, 2] };
  const drift = detectDrift(
    { x: reference.x, y: reference.y, z: reference.x },
    { x: reference.x.map((value) => (value % 10 === 0 ? null : value + 200)), y: reference.y },
    { wholeTable: true },
  );
  expect(toText(drift).split("\n")[0]).toBe("drift: failed (3 failed, 1 warning, 1 passed; 300 rows)");
  expect(toText(drift)).toContain("✗ x has 10 % missing values, it was 0 %");
  expect(toText(drift)).toContain("▲ z is no longer there");
  expect(toMarkdown(drift)).toContain("tableDoesNotDrift");
  expect(toJUnit(drift)).toContain('failures="3"');
  expect(toJUnit(drift)).not.toContain("timestamp");
  expect(toGitHub(drift).match(/^::error/gm)).toHaveLength(3);
  expect(toHtml(drift)).toContain("reference and current");
  expect(diffReports(drift, drift).stillFailing).toHaveLength(4);
});
