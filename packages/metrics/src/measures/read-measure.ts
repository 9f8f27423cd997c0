import { didYouMean, encodeLabels } from "@mlsys/core";
import type { Label, LabelArray } from "@mlsys/core";
import { positionOf, readClasses } from "../input/class-targets.ts";
import { checkNotEmpty, checkSameLength, readNumbers } from "../input/numbers.ts";
import { MetricsError } from "../metrics-error.ts";
import { readBinaryScores } from "../ranking/binary-scores.ts";
import type { MeasureName } from "./measure-names.ts";
import type { Measure, RowMeasure, TableMeasure } from "./measure.ts";
import { rowMeasures } from "./row-measures.ts";
import { tableMeasures } from "./table-measures.ts";

/** The built-in measure of that name. */
export function measureNamed(owner: string, name: string): Measure {
  const measures: readonly Measure[] = [...tableMeasures(), ...rowMeasures()];
  const found = measures.find((measure) => measure.name === name);
  if (found !== undefined) return found;
  throw new MetricsError({
    code: "invalidOption",
    what: `there is no measure ${JSON.stringify(name)}`,
    where: `${owner}, metric`,
    fix: didYouMean(
      name,
      measures.map((measure) => measure.name),
    ),
    details: { option: "metric", metric: name },
  });
}

/** A measure with its inputs, ready to be taken of the rows or of a sample of them. */
export type Measured =
  | {
      readonly kind: "table";
      readonly measure: TableMeasure;
      readonly codes: readonly Int32Array[];
      readonly truth: Int32Array;
      readonly classes: readonly Label[];
      readonly positive: number;
    }
  | {
      readonly kind: "rows";
      readonly measure: RowMeasure;
      readonly truth: Float64Array;
      readonly predictions: readonly Float64Array[];
      readonly classes: readonly Label[];
    };

/** Reads true values and the predictions of one or several models, as the measure needs them. */
export function readMeasured(
  owner: string,
  name: MeasureName,
  yTrue: LabelArray,
  predictions: Readonly<Record<string, LabelArray>>,
  posLabel: Label | undefined,
): Measured {
  const measure = measureNamed(owner, name);
  if (measure.needs === "rows") return readRows(owner, measure, yTrue, predictions, posLabel);
  const { classes, codes } = encodeLabels(owner, { yTrue, ...predictions }, MetricsError);
  const names = Object.keys(predictions);
  checkNotEmpty(owner, "yTrue", codes.yTrue.length);
  for (const each of names) readClasses(owner, yTrue, predictions[each] ?? [], undefined);
  const positive = posLabel === undefined ? positionOf(classes, 1) : positionOf(classes, posLabel);
  return {
    kind: "table",
    measure,
    truth: codes.yTrue,
    codes: names.map((each) => (codes as Readonly<Record<string, Int32Array>>)[each] ?? new Int32Array(0)),
    classes,
    positive: checkPositive(owner, measure, classes, positive, posLabel),
  };
}

function readRows(
  owner: string,
  measure: RowMeasure,
  yTrue: LabelArray,
  predictions: Readonly<Record<string, LabelArray>>,
  posLabel: Label | undefined,
): Measured {
  const columns = Object.entries(predictions).map(([name, values]) => readNumbers(owner, name, values));
  const [first = new Float64Array(0)] = columns;
  const binary = measure.isOfScores
    ? readBinaryScores(owner, yTrue, first, { sampleWeight: undefined, posLabel })
    : undefined;
  const truth = binary === undefined ? readNumbers(owner, "yTrue", yTrue) : Float64Array.from(binary.isPositive);
  checkNotEmpty(owner, "yTrue", truth.length);
  columns.forEach((column, at) =>
    checkSameLength(owner, Object.keys(predictions)[at] ?? "", column.length, truth.length),
  );
  return { kind: "rows", measure, truth, predictions: columns, classes: binary?.classes ?? [] };
}

function checkPositive(
  owner: string,
  { name }: TableMeasure,
  classes: readonly Label[],
  positive: number,
  posLabel: Label | undefined,
): number {
  if (positive >= 0 || !["f1", "precision", "recall"].includes(name)) return positive;
  throw new MetricsError({
    code: "unknownLabel",
    what: `"${name}" needs a positive class`,
    where: `${owner}, posLabel`,
    found: JSON.stringify(posLabel ?? null),
    fix: `set posLabel to one of ${classes.map((each) => JSON.stringify(each)).join(", ")}, or take "${name}Macro"`,
    details: { option: "posLabel", classes },
  });
}
