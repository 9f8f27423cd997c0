import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { profile, suggestFrom, suggestSuite } from "@mlsys/checks/profile";
import { describe, expect, test } from "vitest";

const shared = process.env["MLSYS_SHARED_DATA"] ?? path.resolve(import.meta.dirname, "../../../../shared/data");
const folder = path.join(shared, "made-with-ml");

type Project = Readonly<Record<string, unknown>>;

/** Rows of a CSV file with quoted cells. */
function projects(name: string): Project[] {
  const text = readFileSync(path.join(folder, name), "utf8").trimEnd();
  const cells = [...text.matchAll(/("(?:[^"]|"")*"|[^,\n]*)(,|\n|$)/g)];
  const rows: string[][] = [[]];
  for (const [, cell = "", end] of cells) {
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === "\n") rows.push([]);
    if (end === "") break;
  }
  const [names = [], ...rest] = rows;
  return rest.map((row) => Object.fromEntries(names.map((each, i) => [each, parsed(each, row[i] ?? "")])));
}

function parsed(name: string, cell: string): unknown {
  if (cell === "") return null;
  if (name === "id") return Number(cell);
  return name === "created_on" ? new Date(`${cell.replace(" ", "T")}Z`) : cell;
}

type Fault = (rows: readonly Project[]) => Project[];
const some =
  (change: (row: Project, i: number) => Project, every = 10): Fault =>
  (rows) =>
    rows.map((row, i) => (i % every === 0 ? change(row, i) : row));

const FAULTS: Readonly<Record<string, Fault>> = {
  "ids missing": some((row) => ({ ...row, id: null })),
  "ids twice": (rows) => [...rows, ...rows.slice(0, 20)],
  "ids as text": some((row) => ({ ...row, id: String(row["id"]) })),
  "ids negative": some((row) => ({ ...row, id: -Number(row["id"]) })),
  "ids with fractions": some((row) => ({ ...row, id: Number(row["id"]) + 0.5 })),
  "all ids × 100": some((row) => ({ ...row, id: Number(row["id"]) * 100 }), 1),
  "ids NaN": some((row) => ({ ...row, id: NaN })),
  "times missing": some((row) => ({ ...row, created_on: null })),
  "times as text": some((row) => ({ ...row, created_on: "2020-02-20 06:43:18" })),
  "times as numbers": some((row) => ({ ...row, created_on: 1.6e12 })),
  "titles missing": some((row) => ({ ...row, title: null })),
  "titles empty": some((row) => ({ ...row, title: "" })),
  "titles as long as articles": some((row) => ({ ...row, title: "word ".repeat(400) })),
  "descriptions missing": some((row) => ({ ...row, description: null })),
  "descriptions as numbers": some((row) => ({ ...row, description: 7 })),
  "an unknown tag": some((row) => ({ ...row, tag: "cooking" })),
  "tags in capitals": some((row) => ({ ...row, tag: String(row["tag"]).toUpperCase() })),
  "tags missing": some((row) => ({ ...row, tag: null })),
  "a column gone": (rows) => rows.map(({ description: _, ...row }) => row),
  "columns swapped": (rows) => rows.map((row) => ({ ...row, title: row["tag"], tag: row["title"] })),
};

describe.skipIf(!existsSync(folder))(
  "a suite suggested by the projects of Made With ML (skipped where the data is not there)",
  () => {
    const seen = existsSync(folder) ? projects("dataset.csv") : [];
    const rest = existsSync(folder) ? projects("holdout.csv") : [];

    test("of a fifth of the rows passes on the others in 99 % of its checks", async () => {
      const { results } = await suggestSuite(await profile(seen.filter((_, i) => i % 5 === 0))).run(
        seen.filter((_, i) => i % 5 !== 0),
      );
      expect(results.filter(({ success }) => !success).map(({ message }) => message)).toEqual([]);
    });

    test("holds on later projects and catches at least 90 % of twenty kinds of fault", async () => {
      const suite = await suggestFrom(seen);
      const failing = (await suite.run(rest)).results.filter(({ success }) => !success);
      expect(failing.map(({ message }) => message)).toEqual([]);
      const overlooked: string[] = [];
      for (const [fault, inject] of Object.entries(FAULTS)) {
        const { results } = await suite.run(inject(rest));
        if (results.every(({ outcome }) => outcome === "passed")) overlooked.push(fault);
      }
      expect(Object.keys(FAULTS)).toHaveLength(20);
      // Keys grow, so that no bound from above is suggested for them.
      expect(overlooked).toEqual(["all ids × 100"]);
    });
  },
);
