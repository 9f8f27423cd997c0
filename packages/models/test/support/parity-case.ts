import * as models from "@mlsys/models";
import { expect } from "vitest";
import { camelCased } from "./camel-case.ts";
import { expectClose } from "./close.ts";
import { readFileSync } from "node:fs";

/** What an estimator of scikit-learn learned and gave on a problem. */
export interface ParityCase {
  readonly factory: string;
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly X: unknown;
  readonly y: unknown;
  readonly sampleWeight: number[] | null;
  readonly XTest: unknown;
  readonly learned: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly tolerance: number | null;
}

/** The stored cases of a script; `MLSYS_PARITY_CASES` names a file with more of them, one run of the script with a number. */
export function parityCases<Case extends ParityCase>(
  name: string,
): { readonly cases: Case[]; readonly tolerance: number } {
  const file = process.env["MLSYS_PARITY_CASES"] ?? new URL(`../parity/${name}.json`, import.meta.url);
  return revived(JSON.parse(readFileSync(file, "utf8"))) as { readonly cases: Case[]; readonly tolerance: number };
}

/** The unfitted estimator of a case. */
export function estimatorOf({ factory, options }: Pick<ParityCase, "factory" | "options">): AnyEstimator {
  const make = (models as unknown as Record<string, (options: object) => AnyEstimator>)[factory];
  if (make === undefined) throw new TypeError(`there is no ${factory}`);
  return make(camelCased(options));
}

interface AnyEstimator {
  fit(X: unknown, y?: unknown, options?: object): object;
  partialFit(X: unknown, y?: unknown, options?: object): object;
  fitTransform(X: unknown, y?: unknown, options?: object): unknown;
}

/** Fits ours on a case and compares everything that is told of the reference's. */
export function expectParity(given: ParityCase, tolerance: number): void {
  const model = estimatorOf(given).fit(given.X, given.y ?? undefined, {
    sampleWeight: given.sampleWeight ?? undefined,
  });
  expectLearned(model, given, given.tolerance ?? tolerance);
}

export function expectLearned(model: object, given: Omit<ParityCase, "X" | "y">, tolerance: number): void {
  const found = model as Record<string, unknown> & Record<string, (X: unknown) => unknown>;
  for (const [name, value] of Object.entries(camelCased(given.learned))) {
    compare(found[name.replace(/_$/, "")], value, tolerance, name);
  }
  for (const [name, value] of Object.entries(camelCased(given.outputs))) {
    compare(found[name]?.(given.XTest), value, tolerance, name);
  }
}

function compare(actual: unknown, expected: unknown, tolerance: number, name: string): void {
  const isText = typeof (Array.isArray(expected) ? expected.flat(3)[0] : expected) !== "number";
  if (isText) expect(plain(actual) ?? null, name).toEqual(expected);
  else expectClose(actual, expected, tolerance);
}

function plain(value: unknown): unknown {
  if (typeof value === "object" && value !== null && "toArray" in value) return (value.toArray as () => unknown)();
  return ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
}

/** Numbers that JSON lacks stand as words. */
function revived(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value !== "object" || value === null) return value;
  if ("number" in value && Object.keys(value).length === 1) return WORDS[String(value.number)];
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, revived(each)]));
}

const WORDS: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, "-inf": -Infinity };
