import type { StoredError } from "../store/flow-store.ts";

/** What is kept of an error in the store. */
export function storedError(error: unknown): StoredError {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return { name: error.name, message: error.message, code, stack: error.stack };
}
