import { didYouMean, showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import type { FillIn, FillInList } from "./template-keys.ts";
import { isWeighted } from "./weighted.ts";

/** Lists of fill-ins by name. */
export type Lexicons = Readonly<Record<string, FillInList>>;

/** What may be filled in, and how often in a sample: all alike where there are no weights. */
export interface FillInsOfKey {
  readonly values: readonly FillIn[];
  readonly weights?: readonly number[] | undefined;
}

/** The list for a key: the call's own, or a lexicon's. */
export function fillInsOf(key: string, fill: Lexicons, lexicons: Lexicons, template: unknown): FillInsOfKey {
  const list = Object.hasOwn(fill, key) ? fill[key] : Object.hasOwn(lexicons, key) ? lexicons[key] : undefined;
  if (Array.isArray(list) && list.length > 0) return { values: list as readonly FillIn[] };
  if (isWeighted(list)) return list;
  const known = [...Object.keys(fill), ...Object.keys(lexicons)];
  throw new BehaviorError({
    code: "unknownKey",
    what: `there is nothing to fill in for ${JSON.stringify(key)}`,
    where: showValue(template),
    found: list === undefined ? "no list of that name" : showValue(list),
    fix: list === undefined ? didYouMean(key, known) : "give an array with at least one fill-in, or weighted(…)",
    details: { key },
  });
}
