import { arrayOf, parseOptions, showValue, text } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import type { Prediction, TagsPrediction } from "../predictors/prediction.ts";
import { alignTokens } from "./internal/align-tokens.ts";
import type { AlignedRun } from "./internal/align-tokens.ts";
import { verdict } from "./verdict.ts";
import type { Expectation, ExpectationData, ExpectationKind } from "./expectation.ts";

/** Options of {@link sameTags}. */
export interface SameTagsOptions {
  /** Tags that count as none. Default `["O"]`. */
  readonly ignore?: readonly string[];
}

/** The data of {@link sameTags}. */
export interface SameTagsData extends ExpectationData {
  readonly kind: "sameTags";
  readonly ignore: readonly string[];
}

/**
 * A tagger tags what was not changed as before, and what was changed with the same kinds, whatever the number of tokens: a name of
 * two words in place of one is still one person. Tokens are aligned by the longest common sequence; `B-` and `I-` are read as parts
 * of one mention.
 *
 * @param options - tags that count as none.
 * @returns the expectation, for predictions `{ tokens, tags }`.
 * @throws {BehaviorError} `invalidOption`; in a run, `invalidPrediction` for a prediction without tags.
 *
 * @example
 * ```ts
 * import { defineSuite, replace, runSuite, sameTags } from "@mlsys/behavior";
 * import type { TagsPrediction } from "@mlsys/behavior";
 *
 * const names = new Set(["Ann", "Mary", "Lou"]);
 * const tagger = (texts: readonly string[]): TagsPrediction[] =>
 *   texts.map((text) => {
 *     const tokens = text.split(" ");
 *     return { tokens, tags: tokens.map((token) => (names.has(token) ? "PER" : "O")) };
 *   });
 * const suite = defineSuite<string, TagsPrediction>("tags", (t) => {
 *   t.inv("another name", { from: ["I met Ann today"], perturb: replace("Ann", "Mary Lou"), expect: sameTags() });
 * });
 * (await runSuite(suite, tagger)).passed; // => true
 * ```
 */
export function sameTags(options: SameTagsOptions = {}): Expectation<TagsPrediction> {
  const specs = { ignore: { rule: arrayOf(text()), default: ["O"] } };
  const { ignore } = parseOptions("sameTags", options, specs, BehaviorError);
  return { data: { kind: "sameTags", ignore } };
}

/** How `sameTags` judges: a failure is the worse, the more places differ. */
export const sameTagsKind: ExpectationKind<SameTagsData> = {
  kind: "sameTags",
  judge({ ignore }) {
    const none = new Set(ignore);
    const kindOf = (tag: string | undefined): string =>
      tag === undefined || none.has(tag) ? "" : tag.replace(/^[BILUES]-/, "");
    return ({ predictions }, index) => {
      const [before, after] = [tagsOf(predictions[0]), tagsOf(predictions[index])];
      const [was, is] = [before.tags.map(kindOf), after.tags.map(kindOf)];
      const runs = alignTokens(before.tokens, after.tokens);
      const differing = runs.filter((run) => !(run.isSame ? isKept(run, was, is) : isReplaced(run, was, is))).length;
      return differing === 0 ? 1 : verdict(false, -differing);
    };
  },
};

function isKept({ a: [from, to], b: [start] }: AlignedRun, was: readonly string[], is: readonly string[]): boolean {
  for (let i = from; i < to; i++) if (was[i] !== is[start + i - from]) return false;
  return true;
}

/** A mention that reaches beyond what was replaced is looked at as a whole: *Larry David* may become *David Sullivan*. */
function isReplaced({ a, b }: AlignedRun, was: readonly string[], is: readonly string[]): boolean {
  let [[fromA, toA], [fromB, toB]] = [a, b];
  while (fromA > 0 && fromB > 0 && isMention(was[fromA - 1], is[fromB - 1])) [fromA, fromB] = [fromA - 1, fromB - 1];
  while (toA < was.length && toB < is.length && isMention(was[toA], is[toB])) [toA, toB] = [toA + 1, toB + 1];
  return mentions(was.slice(fromA, toA)) === mentions(is.slice(fromB, toB));
}

function isMention(before: string | undefined, after: string | undefined): boolean {
  return before !== "" && before === after;
}

/** The kinds that are mentioned, in order, each once for as long as no other comes between. */
function mentions(kinds: readonly string[]): string {
  const told = kinds.filter((kind) => kind !== "");
  return told.filter((kind, i) => kind !== told[i - 1]).join(" ");
}

function tagsOf(prediction: Prediction | undefined): TagsPrediction {
  if (prediction !== undefined && "tags" in prediction) return prediction;
  throw new BehaviorError({
    code: "invalidPrediction",
    what: "the expectation compares tags",
    where: "sameTags",
    found: showValue(prediction),
    fix: "use a predictor that gives { tokens, tags }",
  });
}
