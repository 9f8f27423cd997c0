import { didYouMean, type Logger } from "@mlsys/core";
import { ServingError } from "../serving-error.ts";
import type { Gate, ServableModel } from "./servable-model.ts";

/** How strict the gates are. */
export interface GatePolicy {
  readonly allowFailedGates: boolean;
  readonly requireGates: readonly string[];
}

/** Whether a failure of the gate keeps a model from being served. */
export function isBlocking(gate: Gate): boolean {
  return gate.severity !== "warning" && gate.severity !== "info";
}

/** Refuses a model whose gates failed or whose required gates are not there; reports what was let through. */
export function checkGates(model: ServableModel, policy: GatePolicy, logger: Logger): void {
  const gates = model.gates ?? [];
  for (const name of policy.requireGates) {
    if (!gates.some((gate) => gate.name === name)) throw missing(model, name, gates);
  }
  const failed = gates.filter((gate) => !gate.passed && (isBlocking(gate) || policy.requireGates.includes(gate.name)));
  if (failed.length > 0 && !policy.allowFailedGates) throw refused(model, failed);
  for (const gate of gates.filter((each) => !each.passed)) {
    logger.warn(`serving ${model.name} although the gate ${gate.name} failed`, { gate, model: model.version });
  }
}

function refused(model: ServableModel, failed: readonly Gate[]): ServingError {
  const sentences = failed.map(({ name, message }) => (message === undefined ? name : `${name} (${message})`));
  return new ServingError({
    code: "failedGates",
    what: `${model.name} did not pass ${failed.length === 1 ? "a gate" : `${failed.length} gates`} and is not served`,
    where: `version ${model.version}`,
    found: `failed: ${sentences.join(", ")}`,
    fix: "train a model that passes, or give allowFailedGates: true to serve this one all the same",
    details: { gates: failed },
  });
}

function missing(model: ServableModel, name: string, gates: readonly Gate[]): ServingError {
  return new ServingError({
    code: "missingGate",
    what: `${model.name} carries no gate ${JSON.stringify(name)}, which requireGates asks for`,
    where: `version ${model.version}`,
    fix: didYouMean(
      name,
      gates.map((gate) => gate.name),
    ),
    details: { gate: name },
  });
}
