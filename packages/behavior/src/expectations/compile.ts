import { didYouMean, showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import { changeKind } from "./change.ts";
import { combinedKinds, originalKind } from "./combine.ts";
import { equalsKind } from "./equals.ts";
import type { Expectation, ExpectationData, ExpectationKind, Judge } from "./expectation.ts";
import { invariantKind } from "./invariant.ts";
import { isCloseKind } from "./is-close.ts";
import { monotonicKind } from "./monotonic.ts";
import { orderedKind } from "./ordered.ts";
import { rangeKind } from "./range.ts";
import { sameTagsKind } from "./same-tags.ts";
import { scoreChangeKind } from "./score-change.ts";

/** Every kind of expectation; a new one is a line here. */
function kinds(): readonly ExpectationKind<never>[] {
  return [
    equalsKind,
    invariantKind,
    changeKind,
    scoreChangeKind,
    rangeKind,
    monotonicKind,
    orderedKind,
    sameTagsKind,
    isCloseKind,
    originalKind,
    ...combinedKinds,
  ];
}

let known: ReadonlyMap<string, ExpectationKind<never>> | undefined;

/**
 * Makes the judge of an expectation.
 *
 * @throws {BehaviorError} `unknownExpectation` for a kind that does not exist, or a custom one that is not registered.
 */
export function judgeOf({ data, functions = {} }: Expectation<never, unknown>): Judge {
  known ??= new Map(kinds().map((kind) => [kind.kind, kind]));
  const kind = known.get(data.kind);
  if (kind !== undefined) return kind.judge(data as never, (part) => judgeOf({ data: part, functions }));
  const name = data["name"];
  if (data.kind === "custom" && typeof name === "string") {
    const judge = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (judge !== undefined) return judge;
    throw unknown(
      `the custom expectation ${JSON.stringify(name)} is not registered`,
      didYouMean(name, Object.keys(functions)),
      data,
    );
  }
  throw unknown(
    `there is no expectation ${showValue(data.kind)}`,
    didYouMean(data.kind, [...known.keys(), "custom"]),
    data,
  );
}

function unknown(what: string, fix: string, data: ExpectationData): BehaviorError {
  return new BehaviorError({ code: "unknownExpectation", what, where: "expect", fix, details: { data } });
}
