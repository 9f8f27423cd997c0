import type { BenchmarkCase } from "../benchmark-case.ts";

const files = {
  csv: () => import("./csv.ts"),
  checks: () => import("./checks.ts"),
  checksScale: () => import("./checks-scale.ts"),
  preparation: () => import("./preparation.ts"),
  linear: () => import("./linear.ts"),
  trees: () => import("./trees.ts"),
  text: () => import("./text.ts"),
  modelsGrowth: () => import("./models-growth.ts"),
  split: () => import("./split.ts"),
  metrics: () => import("./metrics.ts"),
  behavior: () => import("./behavior.ts"),
  imports: () => import("./imports.ts"),
  serving: () => import("./serving.ts"),
} as const;

/** A file of cases, which imports what its cases need and no more. */
export type CaseFile = keyof typeof files;

/** A case, and the file to load for it. */
export interface FiledCase {
  readonly file: CaseFile;
  readonly benchmark: BenchmarkCase;
}

/** Every case, in the order of the table. */
export async function everyCase(): Promise<FiledCase[]> {
  const filed: FiledCase[] = [];
  for (const file of Object.keys(files) as CaseFile[]) {
    for (const benchmark of await casesOf(file)) filed.push({ file, benchmark });
  }
  return filed;
}

export async function casesOf(file: CaseFile): Promise<readonly BenchmarkCase[]> {
  return (await files[file]()).cases;
}
