import { BehaviorError } from "../../errors/behavior-error.ts";

/** Bytes that are no pickle, or no pickle of a suite. */
export function invalidPickle(found: string, at: number): BehaviorError {
  return new BehaviorError({
    code: "invalidFile",
    what: "this is no pickle of a suite",
    where: `byte ${at}`,
    found,
    fix: "give the file that TestSuite.save wrote",
    details: { at },
  });
}

/** A name that no suite needs. */
export function unsafePickle(name: string): BehaviorError {
  return new BehaviorError({
    code: "unsafePickle",
    what: `the pickle names ${name}`,
    where: "importCheckList",
    found: "no suite needs it, and nothing was run",
    fix: "trust no such file; suites name CheckList's own classes, containers, arrays and functions that dill wrote",
    details: { name },
  });
}
