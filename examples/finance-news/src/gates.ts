// The conditions under which a model may be let out. They travel in its bundle, and a server can refuse one whose gates failed.
import type { BehaviorReport } from "@mlsys/behavior";
import type { ChecksReport } from "@mlsys/checks";
import type { BundleGate } from "@mlsys/models/bundle";
import type { Evaluation } from "./evaluation.ts";

/** Least recall that every class must reach. */
const MIN_RECALL = 0.5;

/** All gates of one model. */
export function gatesOf(checks: ChecksReport, evaluation: Evaluation, behavior: BehaviorReport): BundleGate[] {
  const { label, recall } = evaluation.lowestRecall;
  const worse = evaluation.slices.slices.filter(({ isWorse }) => isWorse).map(({ name }) => name);
  const failed = behavior.tests
    .filter(({ passed, severity }) => !passed && severity === "error")
    .map(({ name }) => name);
  return [
    { name: "data checks", passed: checks.passed, severity: "error", message: checksMessage(checks) },
    {
      name: "recall of every class",
      passed: recall >= MIN_RECALL,
      severity: "error",
      message: `the lowest is ${recall.toFixed(3)}, of ${label}; ${MIN_RECALL} is asked for`,
    },
    {
      name: "slices",
      passed: worse.length === 0,
      severity: "warning",
      message: worse.length === 0 ? "none is worse beyond chance" : `worse beyond chance: ${worse.join(", ")}`,
    },
    {
      name: "behavioural tests",
      passed: failed.length === 0,
      severity: "warning",
      message: failed.length === 0 ? "all that must pass do" : `failed: ${failed.join(", ")}`,
    },
  ];
}

/** The gates that keep a model in. */
export function blocking(gates: readonly BundleGate[]): BundleGate[] {
  return gates.filter(({ passed, severity }) => !passed && severity === "error");
}

function checksMessage({ summary }: ChecksReport): string {
  return `${summary.passed} of ${summary.checks} passed, ${summary.warned} only warn`;
}
