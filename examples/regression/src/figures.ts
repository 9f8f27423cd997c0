/** What every script of this example prints. */
export interface Figures {
  readonly trainRows: number;
  readonly testRows: number;
  readonly coefficient: number;
  readonly intercept: number;
  readonly mse: number;
  readonly r2: number;
  /** What the model predicts at x = 10. */
  readonly predictionAt10: number;
}

/** The figures as lines, with all digits, so that they can be compared with any other implementation's. */
export function figuresText(figures: Figures): string {
  const { trainRows, testRows, coefficient, intercept, mse, r2, predictionAt10 } = figures;
  const rows: readonly (readonly [string, string | number])[] = [
    ["rows", `${trainRows} for training, ${testRows} for the test`],
    ["coefficient", coefficient],
    ["intercept", intercept],
    ["MSE", mse],
    ["R²", r2],
    ["prediction at x = 10", predictionAt10],
  ];
  return rows.map(([name, value]) => `${name.padEnd(22)}${value}\n`).join("");
}
