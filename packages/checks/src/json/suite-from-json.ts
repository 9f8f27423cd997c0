import { didYouMean, isMlsysError, parseExternal } from "@mlsys/core";
import { z } from "zod";
import { ChecksError } from "../checks-error.ts";
import type { ChecksErrorCode } from "../checks-error.ts";
import type { Check } from "../definition/check.ts";
import * as common from "../index.ts";
import * as integrity from "../integrity/index.ts";
import { parsedJson } from "../internal/json/parsed-json.ts";
import { SIGNATURES } from "../internal/json/signatures.ts";
import { decoded } from "../internal/json/values.ts";
import { checkSuite } from "../suite/check-suite.ts";
import type { CheckSuite } from "../suite/check-suite.ts";

/**
 * Reads a suite from JSON. Nothing in it is executed; a condition (`where`) is data too.
 *
 * @param json - the suite's JSON, as text or parsed: `{ name, checks: [{ check: "isBetween", column: "amount", min: 0 }] }`.
 * @returns the suite.
 * @throws {ChecksError} `invalidCheck` when it is no suite or names no check there is, and what the checks' factories throw, with the place.
 *
 * @example
 * ```ts
 * import { suiteFromJson } from "@mlsys/checks/json";
 *
 * const suite = suiteFromJson('{ "name": "people", "checks": [{ "check": "isBetween", "column": "age", "min": 0, "max": 130 }] }');
 * (await suite.run({ age: [36, 205] })).results[0]?.unexpectedExamples; // => [205]
 * ```
 */
export function suiteFromJson(json: unknown): CheckSuite {
  const { name, checks } = parseExternal(suiteSchema(), parsedJson(json, "suiteFromJson"), {
    ErrorClass: ChecksError,
    code: "invalidCheck",
    what: "this is no suite",
    where: "suiteFromJson",
  });
  return checkSuite(name, checks.map(checkFromJson));
}

function checkFromJson({ check: kind, ...rest }: { readonly check: string }, index: number): Check {
  const signature = SIGNATURES.get(kind);
  const factory = ({ ...common, ...integrity } as Readonly<Record<string, unknown>>)[kind];
  const where = `check ${index} of the suite`;
  if (signature === undefined || typeof factory !== "function")
    throw new ChecksError({
      code: "invalidCheck",
      what: "there is no such check",
      where,
      found: kind,
      fix: didYouMean(kind, [...SIGNATURES.keys()]),
    });
  const given = new Map(Object.entries(rest).map(([name, value]) => [name, decoded(value)]));
  const flags = given.get("flags");
  const values = signature.map((name) => {
    const value = given.get(name);
    given.delete(name);
    return withFlags(name, value, flags);
  });
  if (signature.includes("pattern")) given.delete("flags");
  try {
    return (factory as (...parameters: unknown[]) => Check)(...values, Object.fromEntries(given));
  } catch (cause) {
    if (!isMlsysError(cause)) throw cause;
    const code = cause.code as ChecksErrorCode;
    throw new ChecksError({ code, what: `${where} makes no sense`, found: cause.message, cause });
  }
}

/** Patterns with flags are written with them: `flags` beside one pattern, `/…/i` in a list. */
function withFlags(name: string, value: unknown, flags: unknown): unknown {
  if (name === "pattern" && typeof value === "string" && typeof flags === "string") return regExp(value, flags);
  if (name !== "patterns" || !Array.isArray(value)) return value;
  return value.map((each: unknown) => {
    const parts = typeof each === "string" ? /^\/(.*)\/([ims]*)$/su.exec(each) : null;
    return parts === null ? each : regExp(parts[1] ?? "", parts[2] ?? "");
  });
}

/** A pattern that is none stays text, for the check to refuse. */
function regExp(source: string, flags: string): unknown {
  try {
    return flags === "" ? source : new RegExp(source, flags);
  } catch {
    return source;
  }
}

function suiteSchema() {
  return z.object({
    schemaVersion: z.literal(1).default(1),
    name: z.string().min(1),
    checks: z.array(z.looseObject({ check: z.string() })),
  });
}
