import { oneOf, parseOptions, satisfying, showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import { keyOf } from "../inputs/key-of.ts";
import type { AnySuite } from "../suite/behavior-test.ts";
import type { ClassPrediction, Label, Prediction } from "./prediction.ts";
import type { Predictor } from "./predictor.ts";
import { inputId } from "./raw-lines.ts";

/**
 * How a file of predictions is written: `"jsonl"` with an id or an input a line; the others are CheckList's, a line an example in the
 * order of the suite, repeats included.
 */
export type PredictionFileFormat =
  "jsonl" | "pred_only" | "softmax" | "binary_conf" | "pred_and_conf" | "pred_and_softmax";

/** Options of {@link fromFile}. */
export interface FromFileOptions {
  /** Default `"jsonl"`. */
  readonly format?: PredictionFileFormat;
  /** The suite whose examples were predicted, for the formats that go by order. */
  readonly suite?: AnySuite;
}

/**
 * A predictor from a file of predictions that another program made, in whatever language: JSON Lines
 * `{"id": …, "label": …, "proba": {…}}` or `{"id": …, "value": …}` with the ids of {@link toRawExamples} (or `"input"` in place of
 * the id), or one of CheckList's formats. The file is read when the first batch is asked for.
 *
 * @param file - the path or URL of the file, or `{ text }`.
 * @param options - format, suite.
 * @returns the predictor.
 * @throws {BehaviorError} `invalidOption`; when called: `invalidFile` for a line that is no prediction, with its number, a file with more or
 *   fewer lines than the suite has examples, or an input without a prediction, with its id.
 *
 * @example
 * ```ts
 * import { defineSuite, fromFile, runSuite } from "@mlsys/behavior";
 *
 * const suite = defineSuite("s", (t) => t.mft("m", { cases: [{ input: "rose", label: "up" }] }));
 * const predict = fromFile({ text: '{"input":"rose","label":"up"}\n' });
 * (await runSuite(suite, predict)).passed; // => true
 * ```
 */
export function fromFile<P = Prediction>(
  file: string | URL | { readonly text: string },
  options: FromFileOptions = {},
): Predictor<unknown, P> {
  const { format, suite } = parseOptions("fromFile", options, specs, BehaviorError);
  if (format !== "jsonl" && suite === undefined) throw noSuite(format);
  const where = typeof file === "string" ? file : "text" in file ? "text" : file.href;
  let read: Promise<ReadonlyMap<string, unknown>> | undefined;
  return async (batch) => {
    read ??= textOf(file, where).then((text) =>
      format === "jsonl" ? byId(text, where) : byOrder(text, where, format, suite as AnySuite),
    );
    const known = await read;
    return batch.map((input) => {
      const id = inputId(input);
      if (known.has(id)) return known.get(id) as P;
      throw invalid("an input has no prediction", where, `id ${id}: ${showValue(input)}`);
    });
  };
}

const isSuite = (value: unknown): value is AnySuite =>
  typeof value === "object" && value !== null && "tests" in value && Array.isArray(value.tests);

const specs = {
  format: {
    rule: oneOf("jsonl", "pred_only", "softmax", "binary_conf", "pred_and_conf", "pred_and_softmax"),
    default: "jsonl" as const,
  },
  suite: { rule: satisfying("a suite", isSuite) },
} as const;

async function textOf(file: string | URL | { readonly text: string }, where: string): Promise<string> {
  if (typeof file === "object" && "text" in file) return file.text;
  const { readFile } = await import("node:fs/promises");
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw invalid("the predictions cannot be read", where, error instanceof Error ? error.message : String(error));
  }
}

function byId(text: string, where: string): ReadonlyMap<string, unknown> {
  const known = new Map<string, unknown>();
  linesOf(text).forEach((line, i) => {
    const place = `${where}, line ${i + 1}`;
    const { id, input, ...prediction } = recordIn(line, place);
    const key = typeof id === "string" ? id : input === undefined ? undefined : inputId(input);
    if (key === undefined) throw invalid("a line has neither id nor input", place, line.slice(0, 80));
    const before = known.get(key);
    if (before !== undefined && keyOf(before) !== keyOf(prediction))
      throw invalid("an id has two different predictions", place, key);
    known.set(key, prediction);
  });
  return known;
}

function recordIn(line: string, place: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    throw invalid("a line is no JSON", place, error instanceof Error ? error.message : String(error));
  }
  throw invalid("a line is no object", place, line.slice(0, 80));
}

function byOrder(
  text: string,
  where: string,
  format: Exclude<PredictionFileFormat, "jsonl">,
  suite: AnySuite,
): ReadonlyMap<string, unknown> {
  const lines = linesOf(text);
  const inputs = suite.tests.flatMap(({ cases }) => cases.flatMap((each) => each.inputs));
  if (lines.length !== inputs.length)
    throw invalid("the file is not of this suite", where, `${lines.length} lines for ${inputs.length} examples`);
  const known = new Map<string, unknown>();
  inputs.forEach((input, i) => known.set(inputId(input), READ[format](lines[i] as string, `${where}, line ${i + 1}`)));
  return known;
}

const READ: Readonly<Record<Exclude<PredictionFileFormat, "jsonl">, (line: string, place: string) => Prediction>> = {
  pred_only: (line) => ({ label: labelOf(line) }),
  softmax: (line, place) => classOf(numbersIn(line, place)),
  binary_conf(line, place) {
    const [p = 0] = numbersIn(line, place);
    return classOf([1 - p, p]);
  },
  pred_and_conf: (line) => ({ label: labelOf(line.split(/\s+/)[0] ?? "") }),
  pred_and_softmax(line, place) {
    const [label = "", ...rest] = line.split(/\s+/);
    return { ...classOf(numbersIn(rest.join(" "), place)), label: labelOf(label) };
  },
};

function labelOf(text: string): Label {
  return /^\d+$/.test(text) ? Number(text) : text;
}

function numbersIn(line: string, place: string): number[] {
  const numbers = line.trim().split(/\s+/).map(Number);
  if (numbers.every((each) => Number.isFinite(each))) return numbers;
  throw invalid("a line has what is no number", place, line.slice(0, 80));
}

function classOf(proba: readonly number[]): ClassPrediction {
  return { label: proba.indexOf(Math.max(...proba)), proba: Object.fromEntries(proba.map((p, i) => [String(i), p])) };
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== "");
}

function noSuite(format: string): BehaviorError {
  return new BehaviorError({
    code: "invalidOption",
    what: `the format ${format} goes by the order of the examples`,
    where: "fromFile",
    found: "no suite",
    fix: "give the suite that was predicted: fromFile(path, { format, suite })",
  });
}

function invalid(what: string, where: string, found: string): BehaviorError {
  return new BehaviorError({
    code: "invalidFile",
    what,
    where,
    found,
    fix: "predict the examples of toRawExamples(suite) again, one line each",
  });
}
