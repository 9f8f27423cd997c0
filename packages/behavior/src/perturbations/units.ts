import { arrayOf, oneOf } from "@mlsys/core";
import { edit } from "./internal/apply-edits.ts";
import { matchesOf } from "./internal/matches-of.ts";
import { escapePattern, textPerturbation } from "./internal/text-perturbation.ts";
import { converted, UNITS } from "./internal/units.ts";
import type { Unit } from "./internal/units.ts";
import type { Perturbation, TextEdit, TextPerturbationOptions } from "./perturbation.ts";

/** What is done with quantities: the unit written out or in short, or the quantity told in the other system of measurement. */
export type UnitChange = "write" | "convert";

/** Options of {@link changeUnits}. */
export interface ChangeUnitsOptions extends TextPerturbationOptions {
  /** Which changes, each with a result of its own. Default both. */
  readonly changes?: readonly UnitChange[];
}

/**
 * Tells the same quantities in other units: written out or in short, *5 km* and *5 kilometers*, *EUR 2 mn* and *EUR 2 million*; or in
 * the other system of measurement, rounded to one digit more than they had.
 *
 * @param options - which changes.
 * @returns the perturbation; it does not apply to texts without a number before a known unit.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { changeUnits, perturb } from "@mlsys/behavior";
 *
 * perturb(["The pipe is 5 km long"], changeUnits())[0]?.inputs.slice(1);
 * // => ["The pipe is 5 kilometers long", "The pipe is 3.1 mi long"]
 * ```
 */
export function changeUnits(options: ChangeUnitsOptions = {}): Perturbation<string> {
  const specs = {
    changes: { rule: arrayOf(oneOf("write", "convert")), default: ["write", "convert"] as const },
  };
  return textPerturbation("changeUnits", options, specs, ({ changes }) => {
    const { pattern, signs } = vocabulary();
    return (text) => {
      const found = matchesOf(pattern, text).map((match): Quantity => {
        const [whole, digits = "", space = "", written = ""] = match;
        return { at: match.index, whole, digits, space, written, sign: signs.get(written) ?? written };
      });
      return changes.map((change) => found.flatMap((each) => (change === "write" ? written : told)(text, each)));
    };
  });
}

interface Quantity {
  readonly at: number;
  readonly whole: string;
  readonly digits: string;
  readonly space: string;
  readonly written: string;
  readonly sign: string;
}

function vocabulary(): { readonly pattern: RegExp; readonly signs: ReadonlyMap<string, string> } {
  // A share has no sign of its own, and *in* is a word, *d* and *s* are endings.
  const known = Object.entries(UNITS).filter(([sign]) => !["share", "in", "d", "s", "K"].includes(sign));
  const signs = new Map(known.flatMap(([sign, { names = [] }]) => [sign, ...names].map((name) => [name, sign])));
  const longestFirst = [...signs.keys()].sort((a, b) => b.length - a.length).map(escapePattern);
  const number = String.raw`(?<![\p{L}\p{N}_#@/:.,-])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,6})?)`;
  return {
    pattern: new RegExp(String.raw`${number}([ \u00a0]?)(${longestFirst.join("|")})(?![\p{L}\p{N}_%²/-])`, "gu"),
    signs,
  };
}

function written(text: string, { at, whole, digits, space, written: as, sign }: Quantity): TextEdit[] {
  const { names } = UNITS[sign] as Unit;
  if (names === undefined) return [];
  const inFull = `${digits}${space === "" ? " " : space}${names[digits === "1" ? 0 : 1]}`;
  const inShort = sign === "%" ? `${digits}%` : `${digits}${space}${sign}`;
  return [edit(text, at, at + whole.length, as === sign ? inFull : inShort)];
}

function told(text: string, { at, whole, digits, space, written: as, sign }: Quantity): TextEdit[] {
  const from = UNITS[sign] as Unit;
  const to = from.other === undefined ? undefined : UNITS[from.other];
  if (to === undefined) return [];
  const value = converted(Number(digits.replaceAll(",", "")), from, to);
  const rounded = Number(value.toPrecision(Math.max(2, significantDigits(digits) + 1)));
  const unit = as === sign || to.names === undefined ? from.other : to.names[rounded === 1 ? 0 : 1];
  return [edit(text, at, at + whole.length, `${plainly(rounded)}${space}${unit ?? ""}`)];
}

/** The noughts at the end of thousands are taken for rounding. */
function significantDigits(digits: string): number {
  const plain = digits.replace(/[.,]/g, "").replace(/^0+/, "");
  return Math.min(14, digits.includes(".") || plain.length < 4 ? plain.length : plain.replace(/0+$/, "").length);
}

/** Without an exponent, and with commas between thousands from ten thousand on. */
function plainly(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 12, useGrouping: Math.abs(value) >= 10_000 });
}
