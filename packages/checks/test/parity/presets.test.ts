import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { detectDrift } from "@mlsys/checks/drift";
import { expect, test } from "vitest";

interface Finding {
  readonly method: string;
  readonly score: number;
  readonly drifted?: boolean;
}

interface Reference {
  readonly tolerance: number;
  readonly pairs: readonly ({ readonly title: string; readonly a: unknown[]; readonly b: unknown[] } & Readonly<
    Record<"evidently" | "deepchecks" | "tfdv", Finding>
  >)[];
}

const file = fileURLToPath(new URL("presets.json", import.meta.url));
const { pairs, tolerance } = JSON.parse(readFileSync(file, "utf8")) as Reference;

test.each(["evidently", "deepchecks", "tfdv"] as const)("the preset %s gives that tool's figures", (preset) => {
  const options = preset === "tfdv" ? { preset, minEffect: 0.01 } : { preset };
  const found = pairs.flatMap(({ title, a, b, ...theirs }) => {
    const [column] = detectDrift({ x: a }, { x: b }, options).columns;
    const { method, score, drifted } = theirs[preset];
    const ours = column?.pValue ?? column?.statistic ?? NaN;
    const same = Math.abs(ours - score) <= tolerance * Math.max(1, Math.abs(score)) && column?.method === method;
    return same && (drifted ?? column.drifted) === column.drifted
      ? []
      : [`${title}: ${column?.method} ${ours} ${column?.drifted} for ${method} ${score} ${drifted}`];
  });
  expect(found).toEqual([]);
});
