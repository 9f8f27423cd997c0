import { defineSuite, replace, runSuite } from "@mlsys/behavior";
import type { BehaviorReport, ClassPrediction } from "@mlsys/behavior";
import { toCsv, toGitHubAnnotations, toHtml, toJson, toJUnit, toMarkdown, toText } from "@mlsys/behavior/report";
import { describe, expect, it } from "vitest";

type News = ClassPrediction<"up" | "down">;

const hostile = `</script><img src=x onerror=alert(1)> | \`code\` "quoted" & 'so' \u0000\u001B[31m \ud800 ::x%`;

const suite = defineSuite<string, News>("news <b>", (t) => {
  t.mft("words & more", {
    capability: "Vocabulary",
    cases: [
      { input: hostile, label: "up" },
      { input: "fell", label: "down" },
    ],
  });
  t.inv("company", { capability: "NER", from: ["Nokia rose"], perturb: replace("Nokia", "Kone") });
  t.dir("warns", { severity: "warning", cases: [["a", "b"]], expect: { data: { kind: "equals", values: ["up"] } } });
  t.inv("vacuous", { capability: "Other", cases: [["same", "same"]] });
});

function report(): Promise<BehaviorReport> {
  return runSuite(suite, (texts) => texts.map((text) => (text.startsWith("Nokia") ? "up" : "down")));
}

describe("the terminal's report", () => {
  it("shows capabilities by type, tests, and failed cases with their original", async () => {
    const text = toText(await report());
    expect(text).toMatch(/^news <b>: 0 of 4 tests passed, 3 failed, 1 only warn; 3 of 4 cases failed\n/);
    expect(text).toMatch(/^Vocabulary +0\/1 \(50\.0 %\)$/m);
    expect(text).toContain("✗ INV company: 1/1 failed (100.0 %");
    expect(text).toContain("      [up] Nokia rose\n    → [down] «Kone» rose\n");
    expect(text).toContain("! DIR warns");
    expect(text).toContain("✗ INV vacuous: nothing to judge; wanted at most 0.0 % [vacuous]");
  });

  it("writes no control character unless asked to colour, and then marks what was changed", async () => {
    expect(toText(await report())).not.toMatch(/(?!\n)\p{Cc}/u);
    expect(toText(await report(), { color: true })).toContain("\u001B[7mKone\u001B[0m rose");
  });

  it("shows as many failed cases as asked", async () => {
    expect(toText(await report(), { failures: 0 })).not.toContain("→");
  });
});

describe("the Markdown report", () => {
  it("escapes what it quotes", async () => {
    const text = toMarkdown(await report());
    expect(text).not.toContain("<img");
    expect(text).not.toMatch(/`code`/);
    expect(text).toContain("<ins>Kone</ins> rose");
  });

  it("stays below the length asked for", async () => {
    const full = await report();
    for (const maxLength of [300, 900, 1500])
      expect(toMarkdown(full, { maxLength }).length).toBeLessThanOrEqual(maxLength);
    expect(toMarkdown(full, { maxLength: 900 })).toContain("More evidence is in the report itself");
  });
});

describe("the HTML report", () => {
  it("is one file that loads nothing and escapes what it quotes", async () => {
    const page = toHtml(await report(), { title: "A <title>" });
    expect(page).toContain("<title>A &lt;title&gt;</title>");
    expect(page).not.toContain("<img");
    expect(page).not.toMatch(/<[^>]*\s(?:src|href)=|@import|url\(/);
    expect(page.match(/<\/script>/g)?.length).toBe(1);
    expect(page).toContain("default-src &#39;none&#39;".replaceAll("&#39;", "'"));
    expect(page).toContain("<mark>Kone</mark> rose");
  });
});

describe("the JUnit report", () => {
  it("counts failed tests, and what only warns or has nothing to judge as skipped", async () => {
    const xml = toJUnit(await report());
    expect(xml).toContain('<testsuites name="news &lt;b&gt;" tests="4" failures="2" errors="0" time="');
    expect(xml).toContain('<testcase name="words &amp; more" classname="Vocabulary.MFT" time="');
    expect(xml).toContain('<failure message="1/1 failed');
  });

  it("holds no character that XML forbids", async () => {
    // eslint-disable-next-line no-control-regex -- these are the characters in question
    expect(toJUnit(await report())).not.toMatch(/[\u0000-\u0008\v\f\u000E-\u001F\uD800-\uDFFF]/);
  });

  it("tells batches without an answer as errors", async () => {
    const failing = await runSuite(suite, () => Promise.reject(new TypeError("broken")));
    expect(toJUnit(failing)).toContain('failures="0" errors="4"');
    expect(toText(failing)).toContain("batch 0 (inputs 0 to 6) could not be predicted: broken");
    expect(toHtml(failing)).toContain("batch 0 (inputs 0 to 6): broken");
    expect(toMarkdown(failing)).toContain("**Batch 0**");
  });
});

it("the CSV has a row for each example of a failed case and one for each other case", async () => {
  const lines = toCsv(await report()).split("\r\n");
  expect(lines[0]).toBe("test,type,capability,case,case_id,result,example,input,prediction,score,label");
  expect(lines.filter((line) => line.startsWith("company,")).length).toBe(2);
  expect(lines).toContainEqual(expect.stringMatching(/^vacuous,INV,Other,0,\w+,notApplicable,,,,,$/));
});

it("GitHub's annotations are one line for each test that did not pass", async () => {
  const lines = toGitHubAnnotations(await report())
    .trimEnd()
    .split("\n");
  expect(lines.map((line) => line.split("::")[1]?.split(" ")[0])).toEqual(["error", "error", "warning", "error"]);
});

it("the JSON gives the report back", async () => {
  const full = await report();
  expect(JSON.parse(toJson(full))).toEqual(full);
});
