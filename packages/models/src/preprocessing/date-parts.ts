import { arrayOf, boolean, isTable, Matrix, oneOf, parseOptions, showValue } from "@mlsys/core";
import type { Table } from "@mlsys/core";
import type { Transformer, TransformerModel } from "../estimator.ts";
import { assertWidth } from "../internal/features.ts";
import { ModelsError } from "../models-error.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { transformerOf } from "./fitted-transformer.ts";

/** A part of an instant, in coordinated universal time. Days of the week are counted from Monday, 0. */
export type DatePart =
  | "year"
  | "quarter"
  | "month"
  | "week"
  | "day"
  | "dayOfWeek"
  | "dayOfYear"
  | "hour"
  | "minute"
  | "second"
  | "isWeekend"
  | "epochDays";

/** An instant: a date, a text in ISO 8601, or milliseconds since 1970; null is missing. */
export type InstantLike = Date | string | number | null;

/** Rows of instants: a table of dates, or nested arrays. */
export type DatesLike = Table | readonly (readonly InstantLike[])[];

/** Options of {@link dateParts}. */
export interface DatePartsOptions {
  /** The parts that become columns. Default year, month, day, day of the week and hour. */
  readonly parts?: readonly DatePart[];
  /** Whether parts that come round again become a sine and a cosine, so that December lies next to January. Default false. */
  readonly cyclical?: boolean;
}

const PARTS = [
  "year",
  "quarter",
  "month",
  "week",
  "day",
  "dayOfWeek",
  "dayOfYear",
  "hour",
  "minute",
  "second",
  "isWeekend",
  "epochDays",
] as const;

/** Where a part that comes round begins, and how many there are of it. */
const CYCLES: Readonly<Partial<Record<DatePart, readonly [first: number, length: number]>>> = {
  quarter: [1, 4],
  month: [1, 12],
  week: [1, 53],
  day: [1, 31],
  dayOfWeek: [0, 7],
  dayOfYear: [1, 366],
  hour: [0, 24],
  minute: [0, 60],
  second: [0, 60],
};

const specs = () =>
  ({
    parts: {
      rule: arrayOf(oneOf(...PARTS)),
      default: ["year", "month", "day", "dayOfWeek", "hour"] as readonly DatePart[],
    },
    cyclical: { rule: boolean(), default: false },
  }) as const;

interface Settings {
  readonly parts: readonly DatePart[];
  readonly cyclical: boolean;
}

/** An unfitted maker of date parts. */
export type DateParts = Transformer<DatesLike, Matrix, DatePartsModel>;

/**
 * Turns columns of dates into numbers: year, month, day and so on, in coordinated universal time. A missing date gives NaN.
 *
 * @param options - `parts`, `cyclical`.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 *
 * @example
 * ```ts
 * import { dateParts } from "@mlsys/models";
 *
 * const model = dateParts({ parts: ["year", "dayOfWeek", "isWeekend"] }).fit([["2024-02-29"]]);
 * model.transform([["2024-02-29"], ["2024-03-02T10:00:00Z"]]).toArray(); // => [[2024, 3, 0], [2024, 5, 1]]
 * model.featureNamesOut; // => ["x0_year", "x0_dayOfWeek", "x0_isWeekend"]
 * ```
 */
export function dateParts(options: DatePartsOptions = {}): DateParts {
  const settings: Settings = parseOptions("dateParts", options, specs(), ModelsError);
  return transformerOf("dateParts", { ...settings }, (X: DatesLike) => {
    const columns = instantsOf("dateParts.fit", X);
    if (columns.length === 0 || columns[0]?.length === 0) {
      throw new ModelsError({
        code: "shapeMismatch",
        what: "X has no rows or no columns",
        where: "dateParts.fit, X",
        found: `${columns[0]?.length ?? 0} × ${columns.length}`,
        fix: "give at least one row and one column",
      });
    }
    return new DatePartsModel(settings, columns.length, isTable(X) ? X.columnNames : undefined);
  });
}

/** A fitted maker of date parts: it only knows its columns. */
export class DatePartsModel extends Fitted implements TransformerModel<DatesLike, Matrix> {
  readonly kind = "dateParts";
  /** Number of input columns. */
  readonly nFeaturesIn: number;
  /** The column names of the fit, where X was a table. */
  readonly featureNamesIn: readonly string[] | undefined;
  private readonly settings: Settings;

  /** @internal */
  constructor(settings: Settings, nFeaturesIn: number, featureNamesIn: readonly string[] | undefined) {
    super();
    this.settings = settings;
    this.nFeaturesIn = nFeaturesIn;
    this.featureNamesIn = featureNamesIn;
  }

  /** A name for each part of each column. */
  get featureNamesOut(): readonly string[] {
    return Array.from({ length: this.nFeaturesIn }, (_, j) => this.featureNamesIn?.[j] ?? `x${j}`).flatMap((name) =>
      this.settings.parts.flatMap((part) =>
        this.isCyclical(part) ? [`${name}_${part}_sin`, `${name}_${part}_cos`] : [`${name}_${part}`],
      ),
    );
  }

  /**
   * The parts of rows of dates.
   *
   * @throws {ModelsError} `shapeMismatch`; `invalidInput` for what is no date.
   */
  transform(X: DatesLike): Matrix {
    const owner = "dateParts.transform";
    const columns = instantsOf(owner, X);
    const rows = columns[0]?.length ?? 0;
    if (rows > 0) assertWidth(`${owner}, X`, columns.length, this.nFeaturesIn);
    const result = new Matrix(rows, this.featureNamesOut.length);
    for (let i = 0; i < rows; i++) {
      let at = i * result.cols;
      for (const column of columns) {
        const instant = new Date(column[i] as number);
        for (const part of this.settings.parts) {
          const value = partOf(instant, part);
          if (!this.isCyclical(part)) {
            result.data[at++] = value;
            continue;
          }
          const [first, length] = CYCLES[part] ?? [0, 1];
          const angle = (2 * Math.PI * (value - first)) / length;
          result.data[at++] = Math.sin(angle);
          result.data[at++] = Math.cos(angle);
        }
      }
    }
    return result;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { parts, cyclical } = this.settings;
    return { parts, cyclical, nFeaturesIn: this.nFeaturesIn, featureNamesIn: this.featureNamesIn ?? null };
  }

  private isCyclical(part: DatePart): boolean {
    return this.settings.cyclical && CYCLES[part] !== undefined;
  }
}

const DAY = 86_400_000;

function partOf(instant: Date, part: DatePart): number {
  const time = instant.getTime();
  const weekday = (instant.getUTCDay() + 6) % 7;
  switch (part) {
    case "year":
      return instant.getUTCFullYear();
    case "quarter":
      return Math.floor(instant.getUTCMonth() / 3) + 1;
    case "month":
      return instant.getUTCMonth() + 1;
    case "week":
      return isoWeek(time, weekday);
    case "day":
      return instant.getUTCDate();
    case "dayOfWeek":
      return weekday;
    case "dayOfYear":
      return Math.floor((time - Date.UTC(instant.getUTCFullYear(), 0, 1)) / DAY) + 1;
    case "hour":
      return instant.getUTCHours();
    case "minute":
      return instant.getUTCMinutes();
    case "second":
      return instant.getUTCSeconds();
    case "isWeekend":
      return Number.isNaN(time) ? NaN : Number(weekday >= 5);
    case "epochDays":
      return time / DAY;
  }
}

/** A week belongs to the year of its Thursday. */
function isoWeek(time: number, weekday: number): number {
  const thursday = new Date(time + (3 - weekday) * DAY);
  return Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / (7 * DAY)) + 1;
}

/** The columns of X in milliseconds since 1970; NaN where a date is missing. */
function instantsOf(owner: string, X: DatesLike): Float64Array[] {
  if (isTable(X)) {
    return X.columnNames.map((name) =>
      Float64Array.from(X.column(name).toArray(), (value, i) =>
        millisecondsOf(owner, value, `row ${i}, column ${name}`),
      ),
    );
  }
  if (!Array.isArray(X)) throw noDate(owner, "X", X);
  const rows = X as readonly unknown[];
  const width = Array.isArray(rows[0]) ? rows[0].length : 0;
  return Array.from({ length: width }, (_, j) =>
    Float64Array.from(rows, (row, i) => {
      if (!Array.isArray(row) || row.length !== width) throw noDate(owner, `X, row ${i}`, row);
      return millisecondsOf(owner, row[j], `row ${i}, column ${j}`);
    }),
  );
}

function millisecondsOf(owner: string, value: unknown, where: string): number {
  if (value === null || Number.isNaN(value)) return NaN;
  if (value instanceof Date) return value.getTime();
  if (typeof value === "number") return value;
  const time = typeof value === "string" ? Date.parse(value) : NaN;
  if (Number.isNaN(time)) throw noDate(owner, `X, ${where}`, value);
  return time;
}

function noDate(owner: string, where: string, found: unknown): ModelsError {
  return new ModelsError({
    code: "invalidInput",
    what: "not a date",
    where: `${owner}, ${where}`,
    found: showValue(found),
    fix: "give rows of dates, of texts in ISO 8601, or of milliseconds since 1970",
  });
}

/** How a saved maker of date parts is read. */
export const datePartsKind = {
  kind: "dateParts",
  fromState: (saved: SavedModel): DatePartsModel => {
    const read = new StateReader(saved);
    const found = { parts: read.texts("parts"), cyclical: read.boolean("cyclical") };
    const settings: Settings = parseOptions("dateParts", found, specs(), ModelsError);
    return new DatePartsModel(settings, read.number("nFeaturesIn"), read.optionalTexts("featureNamesIn"));
  },
} as const;
