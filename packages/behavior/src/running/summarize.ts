import { compareCodePoints } from "@mlsys/core";
import type { CapabilityCell, ReportSummary, TestReport } from "../results/behavior-report.ts";

/** The customary order of capabilities; others follow by name. */
const CAPABILITIES = [
  "vocabulary",
  "taxonomy",
  "robustness",
  "ner",
  "fairness",
  "temporal",
  "negation",
  "coref",
  "srl",
  "logic",
];
const TYPES = ["MFT", "INV", "DIR", "ORDER", "SWEEP", "PARITY"];

/** Adds up the tests of a run. */
export function summarize(tests: readonly TestReport[], examples: number, distinctExamples: number): ReportSummary {
  const notPassed = tests.filter(({ passed }) => !passed);
  return {
    tests: tests.length,
    passedTests: tests.length - notPassed.length,
    failedTests: notPassed.filter(({ severity }) => severity === "error").length,
    warnings: notPassed.filter(({ severity }) => severity === "warning").length,
    cases: total(tests, ({ counts }) => counts.given),
    run: total(tests, ({ counts }) => counts.run),
    failed: total(tests, ({ counts }) => counts.failed),
    errors: total(tests, ({ counts }) => counts.errors),
    examples,
    distinctExamples,
    matrix: matrixOf(tests),
  };
}

function matrixOf(tests: readonly TestReport[]): CapabilityCell[] {
  const cells = new Map<string, TestReport[]>();
  for (const test of tests) {
    const key = `${test.capability}\n${test.type}`;
    cells.set(key, [...(cells.get(key) ?? []), test]);
  }
  return [...cells.values()]
    .map((own) => ({
      capability: own[0]?.capability ?? "",
      type: own[0]?.type ?? "MFT",
      tests: own.length,
      passedTests: own.filter(({ passed }) => passed).length,
      run: total(own, ({ counts }) => counts.run),
      failed: total(own, ({ counts }) => counts.failed),
    }))
    .sort((a, b) => compareCapabilities(a.capability, b.capability) || TYPES.indexOf(a.type) - TYPES.indexOf(b.type));
}

/** Orders capabilities as is customary. */
export function compareCapabilities(a: string, b: string): number {
  return rank(a) - rank(b) || compareCodePoints(a, b);
}

function rank(capability: string): number {
  const at = CAPABILITIES.indexOf(capability.toLowerCase());
  return at < 0 ? CAPABILITIES.length : at;
}

function total(tests: readonly TestReport[], count: (test: TestReport) => number): number {
  return tests.reduce((sum, test) => sum + count(test), 0);
}
