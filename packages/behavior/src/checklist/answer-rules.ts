import { customExpectation } from "../expectations/custom.ts";
import type { Expectation } from "../expectations/expectation.ts";
import type { Label } from "../predictors/prediction.ts";

interface Answer {
  readonly label?: Label;
  readonly value?: number;
}

/**
 * The released question-answering suite's rule: answer and label are equal once leading articles and trailing stops are off. Its
 * articles are a set of characters, `[a,the,an,in,at] `, so more is taken off than was meant; the figures rest on it.
 *
 * @returns the expectation, for `importCheckList`'s and `loadCheckListSuite`'s option `expectations`.
 *
 * @example
 * ```ts
 * import { equalStripped } from "@mlsys/behavior/checklist";
 *
 * equalStripped().data.kind; // => "custom"
 * ```
 */
export function equalStripped(): Expectation<never, unknown> {
  return customExpectation<Answer>(
    "equalStripped",
    ({ prediction, label }) => stripped(toldBy(prediction)) === stripped(label),
  );
}

/**
 * The same suite's rule for changed names and places: the answer is the original's, with what was changed in the input changed in
 * the answer too. The example's meta is `[from, to]`; without one the answer is the original's.
 *
 * @returns the expectation, for `importCheckList`'s and `loadCheckListSuite`'s option `expectations`.
 *
 * @example
 * ```ts
 * import { equalSubstituted } from "@mlsys/behavior/checklist";
 *
 * equalSubstituted().data.kind; // => "custom"
 * ```
 */
export function equalSubstituted(): Expectation<never, unknown> {
  return customExpectation<Answer>("equalSubstituted", ({ prediction, original, meta, index }) => {
    const own: unknown = Array.isArray(meta) ? meta[index] : undefined;
    const [from, to] = Array.isArray(own) ? (own as readonly unknown[]) : [];
    const wanted = String(toldBy(original));
    if (typeof from !== "string" || typeof to !== "string") return toldBy(prediction) === toldBy(original);
    return String(toldBy(prediction)) === wanted.replace(wholeWord(from), () => to);
  });
}

/**
 * The released question-pair suite's rule of implications, over three pairs (a, b), (b, c), (a, c): two duplicates ask for a third.
 * Where only the second is a duplicate it fails whatever the third says, and all else it ignores; that is how it was released.
 *
 * @returns the expectation, for `importCheckList`'s and `loadCheckListSuite`'s option `expectations`.
 *
 * @example
 * ```ts
 * import { impliedPair } from "@mlsys/behavior/checklist";
 *
 * impliedPair().data.kind; // => "custom"
 * ```
 */
export function impliedPair(): Expectation<never, unknown> {
  return customExpectation<Answer>("impliedPair", ({ predictions, index }) => {
    const [first, second, third] = predictions.map((each) => Number(toldBy(each)));
    if (second !== 1) return null;
    return first === 1 && third === 1 ? 1 : index - 3;
  });
}

/**
 * The released sentiment suite's rule: a neutral label (1) asks for anything but negative (0), any other for itself.
 *
 * @returns the expectation, for `importCheckList`'s and `loadCheckListSuite`'s option `expectations`.
 *
 * @example
 * ```ts
 * import { equalOrNotNegative } from "@mlsys/behavior/checklist";
 *
 * equalOrNotNegative().data.kind; // => "custom"
 * ```
 */
export function equalOrNotNegative(): Expectation<never, unknown> {
  return customExpectation<Answer>("equalOrWhenLabel1NotZero", ({ prediction, label }) =>
    label === 1 ? toldBy(prediction) !== 0 : toldBy(prediction) === label,
  );
}

function toldBy(prediction: Answer): Label | undefined {
  return prediction.label ?? prediction.value;
}

function stripped(value: unknown): string {
  return String(value)
    .replace(/^[[aten,hi\] ]+/, "")
    .replace(/\.+$/, "");
}

/** Python's `\b`, which knows the letters of all scripts. What stands between is a pattern there too, where it can be one. */
function wholeWord(text: string): RegExp {
  const edge = String.raw`(?:(?<=[\p{L}\p{N}_])(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_]))`;
  try {
    return new RegExp(`${edge}${text}${edge}`, "gu");
  } catch {
    return new RegExp(`${edge}${text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)}${edge}`, "gu");
  }
}
