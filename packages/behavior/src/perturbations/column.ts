import { didYouMean, showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import { converted, UNITS } from "./internal/units.ts";
import type { Unit } from "./internal/units.ts";
import type { RandomSource } from "./perturbation.ts";
import type { Perturbation } from "./perturbation.ts";

/** Perturbations of one column of table rows. */
export interface ColumnPerturbations<Name extends string> {
  /** Adds to the number. */
  add(amount: number): RowPerturbation<Name>;
  /** Multiplies the number. */
  scale(factor: number): RowPerturbation<Name>;
  /**
   * Gives the number in another unit, as if somebody had mixed them up: `mm cm m km in ft yd mi`, `g kg t oz lb`, `m² ft² ha ac`,
   * `ml l gal`, `s min h d`, `°C °F K`, `% share`, `mn bn`. Throws `invalidOption` for units that do not go together.
   */
  changeUnit(from: string, to: string): RowPerturbation<Name>;
  /** Puts a value, or each of several. */
  set(value: unknown): RowPerturbation<Name>;
  setEach(values: readonly unknown[]): RowPerturbation<Name>;
  /** Adds noise: a share of the column's standard deviation, up or down. Default 0.1, one result. */
  jitter(options?: { readonly spread?: number; readonly results?: number }): RowPerturbation<Name>;
  /** Puts the value of another row that has a different one. */
  permute(options?: { readonly results?: number }): RowPerturbation<Name>;
  /** Exchanges the value with another column's of the same row. */
  swapWith(other: string): RowPerturbation<Name>;
  /** Rounds the number to so many decimals. */
  round(decimals: number): RowPerturbation<Name>;
  /** Puts numbers below and above all of the column: by its range, or several times that. Default 1. */
  outOfRange(options?: { readonly times?: number }): RowPerturbation<Name>;
  /** Makes the value missing: null. */
  missing(): RowPerturbation<Name>;
  /** Computes the new value from the old. */
  map(change: (value: never, row: never) => unknown): RowPerturbation<Name>;
}

/** A perturbation of rows that have a column of that name. */
export type RowPerturbation<Name extends string> = Perturbation<Readonly<Record<Name, unknown>>>;

type Row = Readonly<Record<string, unknown>>;
type NewValues = (value: unknown, row: Row, random: RandomSource) => readonly unknown[];

/**
 * Perturbs one column of table rows. Rows where the value would not change are left out.
 *
 * @param name - the column; one that the rows do not have does not type-check, and is refused when the test is defined.
 * @returns the perturbations, by what they do.
 * @throws {BehaviorError} when they are applied: `unknownColumn` for rows without the column, `invalidCase` for a result that is
 *   not finite.
 *
 * @example
 * ```ts
 * import { column, perturb } from "@mlsys/behavior";
 *
 * const rows = [{ rooms: 2, city: "Oslo" }, { rooms: 3, city: "Rome" }];
 * perturb(rows, column("rooms").add(1))[0]?.inputs; // => [{ rooms: 2, city: "Oslo" }, { rooms: 3, city: "Oslo" }]
 * perturb(rows, column("city").permute())[0]?.edits; // => [[], [{ column: "city", from: "Oslo", to: "Rome" }]]
 * ```
 */
export function column<const Name extends string>(name: Name): ColumnPerturbations<Name> {
  const make = (kind: string, options: Row, values: (rows: readonly Row[]) => NewValues): RowPerturbation<Name> =>
    rowPerturbation(name, kind, options, values);
  const numeric = (kind: string, options: Row, change: (value: number) => number): RowPerturbation<Name> =>
    make(kind, options, () => (value, row) => (isNumber(value) ? [finite(change(value), name, row)] : []));
  return {
    add: (amount) => numeric("add", { amount }, (value) => value + amount),
    scale: (factor) => numeric("scale", { factor }, (value) => value * factor),
    changeUnit: (from, to) => {
      const [given, wanted] = [unitOf(from), unitOf(to)];
      if (given.dimension !== wanted.dimension)
        throw unitRefusal(`${from} to ${to}`, `a ${given.dimension} is no ${wanted.dimension}`);
      return numeric("changeUnit", { from, to }, (value) => converted(value, given, wanted));
    },
    set: (value) => make("set", { value }, () => () => [value]),
    setEach: (values) => make("setEach", { values }, () => () => values),
    round: (decimals) => numeric("round", { decimals }, (value) => Number(value.toFixed(decimals))),
    outOfRange: ({ times = 1 } = {}) =>
      make("outOfRange", { times }, (rows) => {
        const [low, high] = rangeOf(rows.map((row) => row[name]));
        const beyond = times * Math.max(high - low, Number.MIN_VALUE);
        return (value) => (isNumber(value) ? [low - beyond, high + beyond] : []);
      }),
    swapWith: (other) => swapPerturbation(name, other),
    missing: () => make("missing", {}, () => () => [null]),
    map: (change) =>
      make("map", {}, () => (value, row) => [(change as (value: unknown, row: Row) => unknown)(value, row)]),
    jitter: ({ spread = 0.1, results = 1 } = {}) =>
      make("jitter", { spread, results }, (rows) => {
        const step = spread * standardDeviation(rows.map((row) => row[name]));
        return (value, _row, random) =>
          isNumber(value) && step > 0
            ? Array.from({ length: results }, () => value + step * (2 * random.real() - 1))
            : [];
      }),
    permute: ({ results = 1 } = {}) =>
      make("permute", { results }, (rows) => {
        const values = [...new Set(rows.map((row) => row[name]))];
        const all = rows.map((row) => row[name]);
        return (value, _row, random) => otherValues(value, all, values, results, random);
      }),
  };
}

function rowPerturbation(
  column: string,
  kind: string,
  options: Row,
  values: (rows: readonly Row[]) => NewValues,
): Perturbation<Row> {
  return {
    name: `${kind}(${column})`,
    options: { column, ...options },
    bind(rows) {
      const lacking = rows.findIndex((row) => !Object.hasOwn(row, column));
      if (lacking >= 0) throw noColumn(column, rows[lacking] ?? {}, lacking);
      const newValues = values(rows);
      return (row, random) => {
        const seen = new Set([row[column]]);
        return newValues(row[column], row, random)
          .filter((value) => seen.size !== seen.add(value).size)
          .map((value) => ({
            output: { ...row, [column]: value },
            edits: [{ column, from: row[column], to: value }],
          }));
      };
    },
  };
}

function swapPerturbation(column: string, other: string): Perturbation<Row> {
  return {
    name: `swap(${column}, ${other})`,
    options: { column, other },
    bind(rows) {
      const lacking = rows.findIndex((row) => !Object.hasOwn(row, column) || !Object.hasOwn(row, other));
      if (lacking >= 0)
        throw noColumn(Object.hasOwn(rows[lacking] ?? {}, column) ? other : column, rows[lacking] ?? {}, lacking);
      return (row) => {
        const [a, b] = [row[column], row[other]];
        if (Object.is(a, b)) return [];
        const edits = [
          { column, from: a, to: b },
          { column: other, from: b, to: a },
        ];
        return [{ output: { ...row, [column]: b, [other]: a }, edits }];
      };
    },
  };
}

function unitOf(sign: string): Unit {
  const unit = Object.hasOwn(UNITS, sign) ? UNITS[sign] : undefined;
  if (unit !== undefined) return unit;
  throw unitRefusal(sign, didYouMean(sign, Object.keys(UNITS)));
}

function unitRefusal(found: string, fix: string): BehaviorError {
  return new BehaviorError({
    code: "invalidOption",
    what: "the unit is not accepted",
    where: "column.changeUnit",
    found,
    fix,
  });
}

function rangeOf(values: readonly unknown[]): readonly [low: number, high: number] {
  const numbers = values.filter(isNumber);
  return [
    numbers.reduce((least, value) => Math.min(least, value), Infinity),
    numbers.reduce((most, value) => Math.max(most, value), -Infinity),
  ];
}

/** Draws from the column as it is distributed; when luck gives the same value again and again, from its distinct values. */
function otherValues(
  value: unknown,
  all: readonly unknown[],
  distinct: readonly unknown[],
  results: number,
  random: RandomSource,
): readonly unknown[] {
  const found = new Set<unknown>();
  for (let attempt = 0; found.size < results && attempt < 8 * results; attempt++) {
    const drawn = random.pick(all);
    if (drawn !== value) found.add(drawn);
  }
  for (const other of random.shuffled(distinct)) {
    if (found.size >= results) break;
    if (other !== value) found.add(other);
  }
  return [...found];
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function finite(value: number, column: string, row: Row): number {
  if (Number.isFinite(value)) return value;
  throw new BehaviorError({
    code: "invalidCase",
    what: "a perturbed value is not finite",
    where: `column ${JSON.stringify(column)}`,
    found: `${value} from ${showValue(row[column])}`,
    fix: "give a finite amount or factor",
  });
}

function standardDeviation(values: readonly unknown[]): number {
  const numbers = values.filter(isNumber);
  const mean = numbers.reduce((sum, value) => sum + value, 0) / Math.max(1, numbers.length);
  const square = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(square / Math.max(1, numbers.length - 1));
}

function noColumn(column: string, row: Row, index: number): BehaviorError {
  return new BehaviorError({
    code: "unknownColumn",
    what: `there is no column ${JSON.stringify(column)}`,
    where: `row ${index}`,
    found: Object.keys(row).join(", "),
    fix: "name a column that all rows have",
    details: { column, row: index },
  });
}
