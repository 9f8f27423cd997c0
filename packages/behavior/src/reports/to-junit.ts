import type { BehaviorReport, TestReport } from "../results/behavior-report.ts";
import { escapeXml } from "./escape-xml.ts";
import { evidenceOf } from "./evidence.ts";
import { gateInWords, inputInWords, predictionInWords, rateInWords } from "./words.ts";

/**
 * Renders a report as JUnit XML: a test suite for each capability, a test case for each test. What only warns, and what had
 * nothing to judge, counts as skipped.
 *
 * @param report - the report of a run.
 * @returns the XML document.
 * @see The schema of Jenkins' xUnit plugin, junit-10.xsd.
 *
 * @example
 * ```ts
 * import { defineSuite, runSuite } from "@mlsys/behavior";
 * import { toJUnit } from "@mlsys/behavior/report";
 *
 * const suite = defineSuite("news", (t) => t.mft("words", { cases: [{ input: "rose", label: "up" }] }));
 * const report = await runSuite(suite, () => ["down"]);
 * toJUnit(report).includes('<testsuites name="news" tests="1" failures="1"'); // => true
 * ```
 */
export function toJUnit(report: BehaviorReport): string {
  const capabilities = [...new Set(report.tests.map(({ capability }) => capability))];
  const suites = capabilities.map((capability) =>
    suiteElement(
      capability,
      report.tests.filter((test) => test.capability === capability),
    ),
  );
  const { name } = report.suite;
  // The schema of most readers knows `skipped` of a suite, but not of all suites together.
  const { skipped: _, ...counts } = countsOf(report.tests);
  const open = element("testsuites", { name, ...counts, time: seconds(report.durationMs) });
  return ['<?xml version="1.0" encoding="UTF-8"?>', `${open}>`, ...suites, "</testsuites>", ""].join("\n");
}

type Outcome = "passed" | "failed" | "error" | "skipped";

function outcomeOf({ passed, counts, severity, failRate }: TestReport): Outcome {
  if (counts.errors > 0) return "error";
  if (failRate.value === null || (!passed && severity === "warning")) return "skipped";
  return passed ? "passed" : "failed";
}

function countsOf(tests: readonly TestReport[]): Record<string, string> {
  const count = (outcome: Outcome): string => String(tests.filter((test) => outcomeOf(test) === outcome).length);
  return { tests: String(tests.length), failures: count("failed"), errors: count("error"), skipped: count("skipped") };
}

function suiteElement(capability: string, tests: readonly TestReport[]): string {
  const time = seconds(tests.reduce((sum, { durationMs }) => sum + durationMs, 0));
  const open = element("testsuite", { name: capability, ...countsOf(tests), time });
  const properties = tests.flatMap(propertiesOf).map((property) => `      ${element("property", property)}/>`);
  return [
    `  ${open}>`,
    "    <properties>",
    ...properties,
    "    </properties>",
    ...tests.map(testElement),
    "  </testsuite>",
  ].join("\n");
}

/** The schema has properties of a suite and none of a case, so that each says of which test it is. */
function propertiesOf({ name, type, counts, failRate, flags }: TestReport): Record<"name" | "value", string>[] {
  const { given, distinct } = counts;
  const figures = { type, given, distinct, run: failRate.run, failed: failRate.failed, flags: flags.join(" ") };
  return Object.entries(figures).map(([figure, value]) => ({ name: `${name}: ${figure}`, value: String(value) }));
}

function testElement(test: TestReport): string {
  const open = element("testcase", {
    name: test.name,
    classname: `${test.capability}.${test.type}`,
    time: seconds(test.durationMs),
  });
  const lines = problem(test);
  return lines.length === 0 ? `    ${open}/>` : [`    ${open}>`, ...lines, "    </testcase>"].join("\n");
}

function problem(test: TestReport): string[] {
  const message = `${rateInWords(test.failRate)}; wanted ${gateInWords(test)}`;
  switch (outcomeOf(test)) {
    case "passed":
      return [];
    case "skipped":
      return [
        `      ${element("skipped", { message: test.failRate.value === null ? message : `warning: ${message}` })}/>`,
      ];
    case "error":
      return [
        `      ${element("error", { message: `${test.counts.errors} cases have no prediction`, type: "prediction" })}/>`,
      ];
    case "failed":
      return [`      ${element("failure", { message, type: test.type })}>${escapeXml(evidence(test))}</failure>`];
  }
}

function evidence(test: TestReport): string {
  return test.worst
    .map((failure) =>
      evidenceOf(test, failure, 1)
        .map(
          ({ role, input, prediction }) =>
            `${role === "original" ? "original" : "failed  "} [${predictionInWords(prediction)}] ${inputInWords(input)}`,
        )
        .join("\n"),
    )
    .join("\n\n");
}

function element(name: string, attributes: Readonly<Record<string, string>>): string {
  return `<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
    .join("")}`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
