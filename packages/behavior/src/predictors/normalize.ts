import { showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import type { ClassPrediction, Label, Prediction, TagsPrediction } from "./prediction.ts";

const SUM_TOLERANCE = 1e-4;

/** Where a prediction came from, for the message. */
export interface PredictionPlace {
  /** Index of the batch. */
  readonly batch: number;
  /** Index of the input among the distinct inputs of the run. */
  readonly index: number;
  readonly input: unknown;
}

/**
 * Brings one raw answer into the form that expectations read.
 *
 * @throws {BehaviorError} `invalidPrediction`, naming the example.
 */
export function normalizePrediction(raw: unknown, place: PredictionPlace): Prediction {
  if (typeof raw === "string" || typeof raw === "boolean") return { label: raw };
  if (typeof raw === "number") return { value: finite(raw, "the prediction is not a finite number", place) };
  if (typeof raw !== "object" || raw === null) throw refusal("a prediction is missing or of no known kind", raw, place);
  if (isVector(raw)) return fromVector(raw, undefined, place);
  if ("value" in raw && !("label" in raw)) {
    const { value } = raw;
    return { value: finite(value, "the prediction is not a finite number", place) };
  }
  if ("tags" in raw && "tokens" in raw) return fromTags(raw, place);
  if ("label" in raw) return fromRecord(raw, place);
  throw refusal("a prediction has neither label nor value", raw, place);
}

function fromTags(
  { tokens, tags }: { readonly tokens: unknown; readonly tags: unknown },
  place: PredictionPlace,
): TagsPrediction {
  if (isTexts(tokens) && isTexts(tags) && tokens.length === tags.length) return { tokens, tags };
  throw refusal("there is not one tag for each token", { tokens, tags }, place);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

interface RawRecord {
  readonly label: unknown;
  readonly proba?: unknown;
  readonly probabilities?: unknown;
}

function fromRecord(raw: RawRecord, place: PredictionPlace): ClassPrediction {
  const { label } = raw;
  if (!isLabel(label)) throw refusal("a label is not accepted", label, place);
  const given = raw.proba ?? raw.probabilities;
  if (given === undefined || given === null) return { label };
  if (typeof given !== "object") throw refusal("the probabilities are not a vector or a record", given, place);
  if (isVector(given)) return fromVector(given, label, place);
  const proba = given as Readonly<Record<string, number>>;
  let sum = 0;
  for (const p of Object.values(proba)) sum += checked(p, place);
  checkTotal(sum, place);
  // By the label itself: a number is found faster than its text.
  if (typeof proba[label as string] !== "number")
    throw refusal("the probabilities lack the predicted label", label, place);
  return raw.proba === given ? (raw as ClassPrediction) : { label, proba };
}

/** Without names, class i is called i. */
function fromVector(vector: ArrayLike<number>, label: Label | undefined, place: PredictionPlace): ClassPrediction {
  checkSum(vector, place);
  const proba: Record<string, number> = { ...blank(vector.length) };
  let best = 0;
  for (let i = 0; i < vector.length; i++) {
    proba[i] = vector[i] as number;
    if ((vector[i] as number) > (vector[best] as number)) best = i;
  }
  if (label !== undefined && !Object.hasOwn(proba, String(label)))
    throw refusal(
      "a vector of probabilities names its classes 0, 1, 2, …, and the label is none of them",
      label,
      place,
    );
  return { label: label ?? best, proba };
}

const blanks: (Readonly<Record<string, number>> | undefined)[] = [];

/**
 * A record of as many classes. A copy of one that was parsed takes half the memory, and a fraction of the time, of one that grows by a
 * class at a time: that keeps room for seventeen.
 */
function blank(classes: number): Readonly<Record<string, number>> {
  return (blanks[classes] ??= JSON.parse(
    JSON.stringify(Object.fromEntries(new Array(classes).fill(0).entries())),
  ) as Readonly<Record<string, number>>);
}

function checkSum(values: ArrayLike<number>, place: PredictionPlace): void {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += checked(values[i], place);
  checkTotal(sum, place);
}

function checked(value: unknown, place: PredictionPlace): number {
  const p = finite(value, "a probability is not a number", place);
  if (p >= -SUM_TOLERANCE && p <= 1 + SUM_TOLERANCE) return p;
  throw refusal("a probability is not between 0 and 1", p, place);
}

function checkTotal(sum: number, place: PredictionPlace): void {
  if (Math.abs(sum - 1) > SUM_TOLERANCE) throw refusal("the probabilities do not sum to 1", sum, place);
}

function isVector(value: object): value is ArrayLike<number> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
}

function isLabel(value: unknown): value is Label {
  return typeof value === "string" || typeof value === "boolean" || (typeof value === "number" && !Number.isNaN(value));
}

function finite(value: unknown, what: string, place: PredictionPlace): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw refusal(what, value, place);
}

function refusal(what: string, found: unknown, { batch, index, input }: PredictionPlace): BehaviorError {
  return new BehaviorError({
    code: "invalidPrediction",
    what,
    where: `input ${index}, batch ${batch}: ${showValue(input)}`,
    found: showValue(found),
    fix: "return a label, a finite number, a vector of probabilities, { label, proba } or { tokens, tags } for each input",
    details: { batch, index },
  });
}
