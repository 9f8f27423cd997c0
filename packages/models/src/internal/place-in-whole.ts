import { ModelsError } from "../models-error.ts";

/**
 * Works on some rows of a whole. What is refused there is told by its place in the whole, which is what the caller knows.
 *
 * @param places - the place of each row in the whole.
 * @param work - what is done with the rows.
 */
export function toldByPlace<Result>(places: ArrayLike<number>, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw placed(error, places);
  }
}

function placed(error: unknown, places: ArrayLike<number>): unknown {
  if (!(error instanceof ModelsError)) return error;
  const { row, index } = error.details;
  const at = row ?? index;
  const place = typeof at === "number" ? places[at] : undefined;
  if (place === undefined || place === at) return error;
  const what = error.message.replace(`row ${String(at)}`, `row ${place}`).replace(`[${String(at)}]`, `[${place}]`);
  const details = { ...error.details, ...(row === undefined ? { index: place } : { row: place }) };
  return new ModelsError({ code: error.code, what, details, cause: error });
}
