import { isMlsysError, toMatrixOrCsr } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import { invalidArgument } from "../internal/invalid-argument.ts";
import { modelFromJSON } from "../persistence/model-from-json.ts";
import { expectAgreement, expectRefusal, fail } from "./check-failure.ts";
import { matrixForms, sparseForm } from "./problems.ts";
import { Subject, TYPES } from "./subject.ts";
import type { AnyModel, EstimatorChecksOptions, EstimatorFactory } from "./subject.ts";

/** One check of an estimator: a sentence, and what throws when it does not hold. */
export interface EstimatorCheck {
  /** What holds, as a sentence. */
  readonly name: string;
  /** Throws a `CheckFailure` when it does not hold. */
  readonly run: () => void;
}

/**
 * The checks that every estimator of this package passes, for yours to pass too: contract, shapes, bad input, weights, kinds of
 * input, determinism, saving. They run in any test runner.
 *
 * @param factory - makes the estimator; called with no options, and with bad ones.
 * @param options - what the rows are, and what the estimator takes.
 * @returns the checks.
 * @throws {ModelsError} `invalidInput` when the factory is no function.
 *
 * @example
 * ```ts
 * import { multinomialNB } from "@mlsys/models";
 * import { estimatorChecks } from "@mlsys/models/testing";
 *
 * for (const check of estimatorChecks(multinomialNB, { input: "counts" })) check.run();
 * estimatorChecks(multinomialNB, { input: "counts" })[0]?.name; // => "tells what it is"
 * ```
 */
export function estimatorChecks(
  factory: EstimatorFactory,
  options: EstimatorChecksOptions = {},
): readonly EstimatorCheck[] {
  if (typeof factory !== "function")
    throw invalidArgument("estimatorChecks", "factory", "a function that makes the estimator", factory);
  const subject = new Subject(factory, options);
  const all = [
    ...contractChecks(subject),
    ...inputChecks(subject),
    ...(subject.isNumeric ? numericChecks(subject) : []),
    ...(subject.usesSampleWeight ? weightChecks(subject) : []),
  ];
  return all.filter(({ name }) => options.skip?.[name] === undefined);
}

function contractChecks(subject: Subject): EstimatorCheck[] {
  return [
    {
      name: "tells what it is",
      run: () => {
        const { kind, estimatorType, options } = subject.factory();
        if (kind === "" || !TYPES.includes(estimatorType)) fail("kind and type");
        const model = subject.fit();
        if (typeof options !== "object" || !Array.isArray(model.warnings)) fail("options, and warnings of the model");
      },
    },
    {
      name: "refuses options that it does not know or that make no sense",
      run: () => {
        expectRefusal(() => subject.factory({ noSuchOption: 1 }), ["invalidOption"], "an unknown option");
        for (const name of Object.keys(subject.factory().options)) {
          const nonsense = { [name]: Symbol("nonsense") };
          expectRefusal(() => subject.factory(nonsense), ["invalidOption"], `a symbol as ${name}`);
        }
      },
    },
    {
      name: "leaves X, y and itself as they were",
      run: () => {
        const estimator = subject.factory();
        for (const [name, X, y, options] of subject.untouched()) {
          const before = seen(X, y, options, estimator.options);
          subject.outcome(estimator.fit(X, y, options), X);
          if (seen(X, y, options, estimator.options) !== before) fail("what was given is changed", name);
        }
      },
    },
    {
      name: "gives the same model for the same data",
      run: () => {
        if (JSON.stringify(subject.fit()) !== JSON.stringify(subject.fit())) fail("two fits of one problem differ");
        if (!("randomState" in subject.factory().options)) return;
        const seeded = () => subject.factory({ randomState: 7 }).fit(subject.problem.X, subject.target());
        if (JSON.stringify(seeded()) !== JSON.stringify(seeded())) fail("two fits of one seed differ");
      },
    },
    {
      name: "predicts identically after it was saved and read",
      run: () => {
        const model = subject.fit();
        const options = subject.kinds === undefined ? {} : { kinds: subject.kinds };
        const again = modelFromJSON<AnyModel>(JSON.parse(JSON.stringify(model)), options);
        expectAgreement(subject.outcome(again), subject.outcome(model), 0, "a model and its saved copy differ");
        if (JSON.stringify(again) !== JSON.stringify(model)) fail("saving twice gives two texts");
        if (JSON.stringify(again.warnings) !== JSON.stringify(model.warnings)) fail("warnings are lost");
      },
    },
    {
      name: "transforms as it fits as it does afterwards",
      run: () => {
        const estimator = subject.factory();
        if (estimator.fitTransform === undefined) return;
        const both = estimator.fitTransform(subject.problem.X, subject.target());
        const { tolerance } = subject;
        expectAgreement(both, subject.fit().transform?.(subject.problem.X), tolerance, "fitTransform and transform");
      },
    },
  ];
}

function inputChecks(subject: Subject): EstimatorCheck[] {
  const { learnsFromY } = subject;
  return [
    {
      name: "refuses no rows, and what is no data",
      run: () => {
        const codes = ["shapeMismatch", "invalidInput", "emptyVocabulary", "lengthMismatch"];
        expectRefusal(() => subject.fit([], []), codes, "no rows");
        expectRefusal(() => subject.fit(42), codes, "a number as X");
        expectRefusal(() => subject.fit(null), codes, "null as X");
      },
    },
    {
      name: "refuses a y of another length",
      run: () => {
        if (!learnsFromY) return;
        expectRefusal(() => subject.fit(subject.problem.X, subject.target().slice(1)), ["lengthMismatch"], "a short y");
      },
    },
    {
      name: "refuses a y that has holes, or labels of two types",
      run: () => {
        if (!learnsFromY) return;
        const codes = ["nonFinite", "invalidInput", "mixedLabels"];
        const withCell = (value: unknown) => subject.target().map((each, i) => (i === 3 ? value : each));
        expectRefusal(() => subject.fit(subject.problem.X, withCell(NaN)), codes, "NaN in y");
        expectRefusal(() => subject.fit(subject.problem.X, withCell(undefined)), codes, "undefined in y");
        const other = subject.factory().estimatorType === "regressor" ? "3" : 3;
        expectRefusal(() => subject.fit(subject.problem.X, withCell(other)), codes, "y of two types");
      },
    },
    {
      name: "fits one row, or says why not",
      run: () => {
        try {
          const model = subject.fit(subject.problem.X.slice(0, 1), subject.target().slice(0, 1));
          expectNoHoles(subject.outcome(model), "one row gives NaN");
        } catch (error) {
          if (!isMlsysError(error) || error.name === "CheckFailure") throw error;
        }
      },
    },
    {
      name: "gives the same answer whatever the order of the rows",
      run: () => {
        if (subject.dependsOnOrder) return;
        const order = [...subject.problem.X.keys()].reverse();
        const X = order.map((i) => subject.problem.X[i]);
        const y = order.map((i) => subject.target()[i]);
        const [one, two] = [subject.outcome(subject.fit()), subject.outcome(subject.fit(X, y))];
        expectAgreement(one, two, subject.tolerance, "the order of the rows matters");
      },
    },
    {
      name: "predicts one row as it predicts many",
      run: () => {
        const model = subject.fit();
        const many = subject.outcome(model, subject.problem.X.slice(0, 1));
        const whole = subject.outcome(model).map(firstRow);
        expectAgreement(many.map(firstRow), whole, 1e-12, "one row alone and among others");
      },
    },
  ];
}

function numericChecks(subject: Subject): EstimatorCheck[] {
  return [
    {
      name: "takes every kind of matrix alike",
      run: () => {
        const expected = subject.outcome(subject.fit());
        for (const [name, X] of matrixForms(subject.rows)) {
          expectAgreement(subject.outcome(subject.fit(X), X), expected, 1e-12, `nested arrays and ${name}`);
        }
      },
    },
    {
      name: "takes sparse rows as it takes dense ones",
      run: () => {
        if (!subject.allowsSparse) return;
        const X = sparseForm(subject.rows);
        const [sparse, dense] = [subject.outcome(subject.fit(X), X), subject.outcome(subject.fit())];
        expectAgreement(sparse, dense, subject.tolerance, "sparse and dense rows");
      },
    },
    {
      name: "refuses rows of another width",
      run: () => {
        const model = subject.fit();
        const narrow = subject.rows.map((row) => row.slice(1));
        expectRefusal(() => subject.outcome(model, narrow), ["shapeMismatch"], "rows of two columns after three");
        expectRefusal(() => subject.fit([[1, 2], [3]]), ["shapeMismatch"], "rows of different length");
      },
    },
    {
      name: "refuses infinities, and NaN unless it is a missing number",
      run: () => {
        const withCell = (value: number) => subject.rows.map((row, i) => (i === 3 ? [value, ...row.slice(1)] : row));
        expectRefusal(() => subject.fit(withCell(Infinity)), ["nonFinite"], "Infinity");
        const model = subject.fit();
        expectRefusal(() => subject.outcome(model, withCell(-Infinity)), ["nonFinite", "invalidInput"], "-Infinity");
        if (subject.allowsMissing) return;
        expectRefusal(() => subject.fit(withCell(NaN)), ["nonFinite"], "NaN");
        expectRefusal(() => subject.outcome(model, withCell(NaN)), ["nonFinite", "invalidInput"], "NaN after the fit");
      },
    },
    {
      name: "gives no NaN for one column, constant columns, or all rows alike",
      run: () => {
        const problems: readonly (readonly number[][])[] = [
          subject.rows.map((row) => row.slice(0, 1)),
          subject.rows.map((row) => [...row, 5, 0]),
          subject.rows.map(() => [1, 2, 3]),
        ];
        for (const X of problems) expectNoHoles(subject.outcome(subject.fit(X), X), "NaN in the outcome");
      },
    },
  ];
}

function weightChecks(subject: Subject): EstimatorCheck[] {
  const { X } = subject.problem;
  const counts = X.map((_, i) => [1, 2, 0, 3][i % 4] ?? 1);
  return [
    {
      name: "counts a weight as so many rows",
      run: () => {
        const places = counts.flatMap((count, i) => Array.from({ length: count }, () => i));
        const weighted = subject.fit(X, subject.target(), { sampleWeight: counts });
        const repeated = subject.fit(
          places.map((i) => X[i]),
          places.map((i) => subject.target()[i]),
        );
        const [one, two] = [subject.outcome(weighted), subject.outcome(repeated)];
        expectAgreement(one, two, subject.tolerance, "weights and repeated rows");
        const score = weighted.score?.(X, subject.target(), { sampleWeight: counts });
        if (score === undefined || Number.isNaN(score)) fail("a weighted score", String(score));
      },
    },
    {
      name: "refuses weights that are negative, all 0 or too few",
      run: () => {
        const fit = (sampleWeight: number[]) => () => subject.fit(X, subject.target(), { sampleWeight });
        expectRefusal(fit(counts.map((_, i) => (i === 2 ? -1 : 1))), ["invalidInput"], "a negative weight");
        expectRefusal(fit(counts.map((_, i) => (i === 2 ? NaN : 1))), ["nonFinite", "invalidInput"], "NaN as a weight");
        expectRefusal(fit(counts.map(() => 0)), ["invalidInput"], "weights that are all 0");
        expectRefusal(fit([1]), ["lengthMismatch"], "one weight");
      },
    },
  ];
}

/** All that was given, as text. */
function seen(X: unknown, ...others: unknown[]): string {
  const isRows = typeof X === "object" && X !== null && !Array.isArray(X);
  const matrix = isRows ? toMatrixOrCsr(X as MatrixLike) : undefined;
  return JSON.stringify([matrix ?? X, ...others], (_, value: unknown) =>
    typeof value === "number" ? String(value) : ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
  );
}

function expectNoHoles(outcome: unknown, what: string): void {
  const text = JSON.stringify(outcome, (_, value: unknown) => {
    if (typeof value === "number" && !Number.isFinite(value)) fail(what, String(value));
    return ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
  });
  if (text === "") fail(what);
}

/** The first row of an outcome: of a matrix, or of an array of labels or numbers. */
function firstRow(outcome: unknown): unknown {
  if (typeof outcome === "object" && outcome !== null && "toArray" in outcome) {
    return (outcome.toArray as () => unknown[])()[0];
  }
  return (outcome as ArrayLike<unknown>)[0] ?? [];
}
