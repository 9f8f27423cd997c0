import { readKey } from "./keys.ts";
import type { SearchKey } from "./keys.ts";
import { syntaxError, tokensOf } from "./tokens.ts";

/** One key that runs are sorted by. Runs without it come last in both directions. */
export interface SortKey {
  readonly key: SearchKey;
  readonly descending: boolean;
}

/**
 * Reads sort keys such as `metrics.rmse DESC`; ascending where nothing is said.
 *
 * @throws {TrackingError} `invalidFilter` when a key cannot be read or occurs twice.
 */
export function parseOrderBy(texts: readonly string[]): readonly SortKey[] {
  const seen = new Set<string>();
  return texts.map((text) => {
    const sortKey = parseSortKey(text);
    const identity = `${sortKey.key.entity}.${sortKey.key.name}`;
    if (seen.has(identity)) throw syntaxError(text, 0, "a key that was there already", "name each key once");
    seen.add(identity);
    return sortKey;
  });
}

function parseSortKey(text: string): SortKey {
  const tokens = tokensOf(text);
  const { key, length } = readKey(text, tokens, 0, false);
  const direction = tokens[length];
  const word = direction?.kind === "word" ? direction.text.toUpperCase() : undefined;
  if (direction !== undefined && word !== "ASC" && word !== "DESC")
    throw syntaxError(text, direction.at, JSON.stringify(direction.text), "give ASC or DESC");
  const extra = tokens[length + 1];
  if (extra !== undefined) throw syntaxError(text, extra.at, JSON.stringify(extra.text), "give one key a text");
  return { key, descending: word === "DESC" };
}
