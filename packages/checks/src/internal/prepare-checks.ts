import type { Check, DataAtHand } from "../definition/check.ts";
import type { CollectOptions, DataSource } from "../sources/source.ts";

/** The checks as they run on the data. One that cannot be prepared says why when it is judged. */
export async function prepareChecks(
  checks: readonly Check[],
  source: DataSource,
  options: CollectOptions,
): Promise<readonly Check[]> {
  const data: DataAtHand = {
    source,
    examples: options.examples,
    collect: (requests, own = source) => own.collect(requests, options),
  };
  const prepared: Check[] = [];
  for (const check of checks) prepared.push(await preparedOne(check, data));
  return prepared;
}

/** What a check gives may have to be prepared too. */
async function preparedOne(check: Check, data: DataAtHand): Promise<Check> {
  if (check.prepare === undefined) return check;
  try {
    return await preparedOne(await check.prepare(data), data);
  } catch (error) {
    const judge = (): never => {
      throw error;
    };
    return { ...check, needs: {}, follow: undefined, judge };
  }
}
