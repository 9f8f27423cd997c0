/**
 * Finds the known name that a misspelt one most likely meant, by edit distance (optimal string alignment), ignoring case.
 *
 * @param name - the name that was given.
 * @param known - the names that exist.
 * @returns the nearest name, or undefined when none is near (more than a third of the letters differ).
 *
 * @example
 * ```ts
 * import { nearestName } from "@mlsys/core";
 *
 * nearestName("amuont", ["amount", "id"]); // => "amount"
 * nearestName("colour", ["amount", "id"]); // => undefined
 * ```
 */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/**
 * Says in words which name was probably meant, or which exist.
 *
 * @param name - the name that was given.
 * @param known - the names that exist.
 * @returns a clause for an error's advice.
 *
 * @example
 * ```ts
 * import { didYouMean } from "@mlsys/core";
 *
 * didYouMean("amuont", ["amount", "id"]); // => 'did you mean "amount"?'
 * didYouMean("colour", ["amount", "id"]); // => 'known are "amount", "id"'
 * ```
 */
export function didYouMean(name: string, known: Iterable<string>): string {
  const names = [...known];
  const nearest = nearestName(name, names);
  if (nearest !== undefined) return `did you mean ${JSON.stringify(nearest)}?`;
  if (names.length === 0) return "there are none";
  const shown = names.slice(0, 12).map((each) => JSON.stringify(each));
  return `known are ${shown.join(", ")}${names.length > shown.length ? `, and ${names.length - shown.length} more` : ""}`;
}

function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, substitution);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, at(beforeLast, j - 2) + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
