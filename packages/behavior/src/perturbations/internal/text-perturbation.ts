import { arrayOf, integer, parseOptions, real, satisfying, showValue } from "@mlsys/core";
import type { OptionSpec, RandomStateInput } from "@mlsys/core";
import { seedRule } from "../../random/seed-rule.ts";
import { BehaviorError } from "../../errors/behavior-error.ts";
import { seedFrom } from "../../random/random-source.ts";
import type { RandomSource } from "../perturbation.ts";
import type { Perturbation, Perturbed, TextEdit, TextPerturbationOptions } from "../perturbation.ts";
import { applyEdits } from "./apply-edits.ts";
import { graphemeBoundaries, isSimpleText } from "./graphemes.ts";

/** The results to try for one text, best first: each a list of edits in order, without overlap. */
export type ProposeEdits = (text: string, random: RandomSource) => Iterable<readonly TextEdit[]>;

type Specs = Readonly<Record<string, OptionSpec<unknown>>>;

const isPart = (value: unknown): value is string | RegExp => typeof value === "string" || value instanceof RegExp;

const sharedSpecs = {
  keep: { rule: arrayOf(satisfying("a text or a pattern", isPart)), default: [] as readonly (string | RegExp)[] },
  maxEditShare: { rule: real({ min: 0, max: 1 }), default: 1 },
  randomState: { rule: seedRule() },
} as const;

/** The rule of an option that says how many results to give. */
export function resultsRule(count: number): { readonly rule: ReturnType<typeof integer>; readonly default: number } {
  return { rule: integer({ min: 1, max: 1000 }), default: count };
}

/**
 * Makes a perturbation of text. Whatever the proposals: no result equals the original, no two are equal, no edit splits a
 * grapheme or touches what is to be kept.
 */
export function textPerturbation<const Own extends Specs>(
  name: string,
  options: TextPerturbationOptions,
  own: Own,
  propose: (parsed: ReturnType<typeof parseOptions<Own>>) => ProposeEdits,
  limit: (parsed: ReturnType<typeof parseOptions<Own>>) => number = () => Infinity,
): Perturbation<string> {
  const parsed = parseOptions(name, options, { ...sharedSpecs, ...own }, BehaviorError) as ReturnType<
    typeof parseOptions<Own>
  > & {
    readonly keep: readonly (string | RegExp)[];
    readonly maxEditShare: number;
    readonly randomState: RandomStateInput;
  };
  const proposals = propose(parsed);
  const most = limit(parsed);
  const { keep, maxEditShare, randomState } = parsed;
  const perturb = (text: string, random: RandomSource): readonly Perturbed[] => {
    const isAllowed = guard(text, keep, maxEditShare);
    let results: Perturbed[] | undefined;
    for (const edits of proposals(text, random)) {
      if (results !== undefined && results.length >= most) break;
      const changing = changesOf(edits);
      if (changing.length === 0 || !isAllowed(edits)) continue;
      const output = applyEdits(text, changing);
      // One edit that changes something changes the whole; several may undo one another.
      if ((changing.length > 1 && output === text) || isAmong(results, output)) continue;
      const result = { output, edits: changing };
      if (results === undefined) results = [result];
      else results.push(result);
    }
    return results ?? NONE;
  };
  return {
    name,
    options: plain(options),
    bind: () => perturb,
    seed: randomState === undefined || randomState === null ? undefined : seedFrom(randomState),
  };
}

const NONE: readonly Perturbed[] = [];

function isAmong(results: readonly Perturbed[] | undefined, output: string): boolean {
  if (results !== undefined) for (let i = 0; i < results.length; i++) if (results[i]?.output === output) return true;
  return false;
}

const changes = ({ from, to }: TextEdit): boolean => from !== to;

/** The edits that change something, in an array of their number: lists that grew keep room for more. */
function changesOf(edits: readonly TextEdit[]): readonly TextEdit[] {
  const [only] = edits;
  if (edits.length === 1 && only !== undefined) return changes(only) ? [only] : [];
  return edits.every(changes) ? edits.slice() : edits.filter(changes);
}

const anything = (): boolean => true;

function guard(
  text: string,
  keep: readonly (string | RegExp)[],
  maxEditShare: number,
): (edits: readonly TextEdit[]) => boolean {
  const isSimple = isSimpleText(text);
  if (isSimple && keep.length === 0 && maxEditShare >= 1) return anything;
  const kept = keep.length === 0 ? [] : keptRanges(text, keep);
  const boundaries = isSimple ? undefined : new Set(graphemeBoundaries(text));
  return (edits) => {
    let changed = 0;
    for (const { start, end, to } of edits) {
      if (boundaries !== undefined && !(boundaries.has(start) && boundaries.has(end))) return false;
      if (kept.some(([from, until]) => start < until && end > from)) return false;
      changed += Math.max(end - start, to.length);
    }
    return maxEditShare >= 1 || changed <= maxEditShare * text.length;
  };
}

function keptRanges(text: string, keep: readonly (string | RegExp)[]): [number, number][] {
  return keep.flatMap((part) => {
    if (part === "") return [];
    const pattern = typeof part === "string" ? new RegExp(escapePattern(part), "g") : globally(part);
    return Array.from(text.matchAll(pattern), (match): [number, number] => [
      match.index,
      match.index + match[0].length,
    ]);
  });
}

function globally(pattern: RegExp): RegExp {
  return pattern.global ? pattern : new RegExp(pattern.source, `${pattern.flags}g`);
}

/** One text or several, as a list. */
export function textsFrom(given: unknown, where: string, what: string): readonly string[] {
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (list.length > 0 && list.every((each) => typeof each === "string")) return list;
  throw new BehaviorError({
    code: "invalidOption",
    what: `${what} is not accepted`,
    where,
    found: showValue(given),
    fix: "give a text, or an array of at least one",
  });
}

/** Makes a text match itself inside a pattern. */
export function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}

function plain(options: object): Readonly<Record<string, unknown>> {
  const entries = Object.entries(options).filter(([name, value]) => name !== "randomState" && value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, asPlain(value)]));
}

function asPlain(value: unknown): unknown {
  if (value instanceof RegExp || typeof value === "function") return String(value);
  return Array.isArray(value) ? value.map(asPlain) : value;
}
