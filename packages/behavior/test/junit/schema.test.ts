import { readFile } from "node:fs/promises";
import path from "node:path";
import { column, defineSuite, increases, runSuite } from "@mlsys/behavior";
import type { BehaviorReport, ClassPrediction, ScorePrediction } from "@mlsys/behavior";
import { toJUnit } from "@mlsys/behavior/report";
import { describe, expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";

const schema = await readFile(path.join(import.meta.dirname, "junit.xsd"), "utf8");

async function faults(xml: string): Promise<string[]> {
  const { errors } = await validateXML({ xml: [{ fileName: "report.xml", contents: xml }], schema: [schema] });
  return errors.map(({ message }) => message);
}

const news = defineSuite<string, ClassPrediction>('news & <"more">', (t) => {
  t.mft("right", { capability: "vocabulary", cases: [{ input: "rose", label: "up" }] });
  t.mft("wrong, with \u0000 and \ud800 and ]]>", { capability: "<b>", cases: [{ input: "fell\u0001 & <i>", label: "down" }] });
  t.mft("only warns", { cases: [{ input: "stood", label: "flat" }], severity: "warning" });
  t.inv("nothing to judge", { cases: [["same", "same"]] });
}); // prettier-ignore

const rent = defineSuite<{ readonly rooms: number }, ScorePrediction>("rent", (t) => {
  t.dir("rooms", { from: [{ rooms: 1 }, { rooms: 2 }], perturb: column("rooms").add(1), expect: increases() });
});

describe("the JUnit report is valid by the schema", () => {
  const reports: readonly (readonly [string, () => Promise<BehaviorReport>])[] = [
    ["with what passed, failed, warned and was not judged", () => runSuite(news, (texts) => texts.map(() => "up"))],
    ["of a predictor that throws", () => runSuite(news, () => Promise.reject(new TypeError("broken <tag>")))],
    ["of rows and numbers", () => runSuite(rent, (rows) => rows.map(() => 1))],
  ];

  it.each(reports)("%s", async (_, run) => {
    expect(await faults(toJUnit(await run()))).toEqual([]);
  });

  it("and its failures are the failed tests, its times seconds", async () => {
    const report = await runSuite(news, (texts) => texts.map(() => "up"));
    const xml = toJUnit(report);
    expect(xml).toContain('tests="4" failures="1" errors="0"');
    expect(xml.match(/<failure /g)?.length).toBe(1);
    expect(/<testsuites [^>]*time="([\d.]+)"/.exec(xml)?.[1]).toBe((report.durationMs / 1000).toFixed(3));
    const times = Array.from(xml.matchAll(/<testcase [^>]*time="([\d.]+)"/g), ([, time]) => time);
    expect(times).toEqual(report.tests.map(({ durationMs }) => (durationMs / 1000).toFixed(3)));
    expect(await faults(xml.replace(' failures="1"', ""))).not.toEqual([]);
    expect(await faults(xml.replace("<testcase ", "<test "))).not.toEqual([]);
  });
});
