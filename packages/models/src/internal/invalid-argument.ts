import { showValue } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";

/** That an argument is nothing that a function takes: `expected` says what that would be. */
export function invalidArgument(owner: string, argument: string, expected: string, found: unknown): ModelsError {
  return new ModelsError({
    code: "invalidInput",
    what: `${argument} is not ${expected}`,
    where: owner,
    found: showValue(found),
    fix: `give ${expected}`,
  });
}
