import { showValue } from "@mlsys/core";
import type { Matrix } from "@mlsys/core";
import type { FitOptions } from "../estimator.ts";
import { ModelsError } from "../models-error.ts";
import { scorerOf } from "./scorers.ts";
import type { ScoredModel, Scorer, ScorerName } from "./scorers.ts";

/** A scorer by name or itself; undefined for the model's own score. */
export type Scoring = ScorerName | Scorer | undefined;

/** Several scorers: by their names, or by names of your own. */
export type SeveralScorers<Name extends string = string> =
  readonly (Name & ScorerName)[] | Readonly<Record<Name, ScorerName | Scorer>>;

/** Gives the scores of several scorers. */
export type Judge = (model: ScoredModel, X: unknown, y: unknown, options?: FitOptions) => number[];

/**
 * The scores of scorers; refused where there is none of a name. Those that are known by name share what the model predicts.
 *
 * @param owner - the function, for messages.
 * @param scoring - the scorers.
 */
export function judgeOf(owner: string, scoring: readonly Scoring[]): Judge {
  const scorers = scoring.map((each) => scorerOf(owner, each));
  const isNamed = scoring.map((each) => typeof each === "string");
  if (scorers.length < 2) return (model, ...given) => scorers.map((score) => score(model, ...given));
  return (model, ...given) => {
    const kept = remembering(model);
    return scorers.map((score, at) => score(isNamed[at] === true ? kept : model, ...given));
  };
}

/** A model that predicts for the same rows once. */
function remembering(model: ScoredModel): ScoredModel {
  const { classes } = model;
  return {
    ...(classes === undefined ? {} : { classes }),
    predict: once((X) => model.predict(X)),
    ...(model.predictProba && { predictProba: once((X) => model.predictProba?.(X) as Matrix) }),
    ...(model.decisionFunction && {
      decisionFunction: once((X) => model.decisionFunction?.(X) as Float64Array | Matrix),
    }),
  };
}

function once<Value>(ask: (X: unknown) => Value): (X: unknown) => Value {
  let known: { readonly value: Value } | undefined;
  return (X) => (known ??= { value: ask(X) }).value;
}

/** Several scorers and their names; undefined where one is given, or none. */
export function severalScorers(
  owner: string,
  scoring: Scoring | SeveralScorers,
): readonly (readonly [name: string, scoring: ScorerName | Scorer])[] | undefined {
  if (scoring === undefined || typeof scoring === "string" || typeof scoring === "function") return undefined;
  const entries = isNames(scoring) ? scoring.map((name) => [name, name] as const) : Object.entries(scoring);
  if (entries.length > 0 && new Set(entries.map(([name]) => name)).size === entries.length) return entries;
  throw new ModelsError({
    code: "invalidOption",
    what: entries.length === 0 ? "there are no scorers" : "a scorer is named twice",
    where: `${owner}, scoring`,
    found: showValue(scoring),
    fix: "name each scorer once, or leave scoring out",
  });
}

const isNames = (scoring: object): scoring is readonly ScorerName[] => Array.isArray(scoring);
