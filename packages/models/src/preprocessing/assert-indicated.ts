import { ModelsError } from "../models-error.ts";

/** Without indicators nothing tells which values were filled. */
export function assertIndicated(owner: string, addIndicator: boolean): void {
  if (addIndicator) return;
  throw new ModelsError({
    code: "notSupported",
    what: "nothing tells which values were filled",
    where: owner,
    found: "addIndicator: false",
    fix: "make the imputer with addIndicator: true",
  });
}
