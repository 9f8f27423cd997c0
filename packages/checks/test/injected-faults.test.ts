import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { profile, suggestSuite } from "@mlsys/checks/profile";
import { describe, expect, test } from "vitest";

const shared = process.env["MLSYS_SHARED_DATA"] ?? path.resolve(import.meta.dirname, "../../../../shared/data");
const file = path.join(shared, "payments/payments.csv");

type Payment = Readonly<Record<string, string | number | Date | null>>;

/** The payments; the file has no quotes. */
function payments(): Payment[] {
  const [head = "", ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");
  const names = head.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(names.map((name, i) => [name, parsed(name, cells[i] ?? "")]));
  });
}

function parsed(name: string, cell: string): string | number | Date | null {
  if (cell === "") return null;
  if (name === "payment_amount") return Number(cell);
  return name.endsWith("_timestamp") ? new Date(`${cell.replace(" ", "T")}Z`) : cell;
}

/** Changes a share of the rows. */
const some =
  (share: number, change: (row: Payment) => Payment) =>
  (rows: readonly Payment[]): Payment[] =>
    rows.map((row, i) => (i % Math.round(1 / share) === 0 ? change(row) : row));

const amount = (change: (value: number) => unknown, share = 0.05) =>
  some(share, (row) => ({ ...row, payment_amount: change(Number(row["payment_amount"])) as never }));

/** Kinds of fault, as they happen. */
const FAULTS: Readonly<Record<string, (rows: readonly Payment[]) => Payment[]>> = {
  "amounts missing": some(0.05, (row) => ({ ...row, payment_amount: null })),
  "amounts NaN": amount(() => NaN),
  "amounts negative": amount((value) => -value),
  "amounts × 100": amount((value) => value * 100, 0.2),
  "all amounts × 100": amount((value) => value * 100, 1),
  "amounts ÷ 100": amount((value) => value / 100, 1),
  "amounts as text": amount(String),
  "amounts infinite": amount(() => Infinity),
  "amounts 0": amount(() => 0, 1),
  "amounts with fractions": amount((value) => value + 0.5),
  "ids missing": some(0.05, (row) => ({ ...row, id: null })),
  "ids twice": (rows) => [...rows, ...rows.slice(0, 100)],
  "ids cut": some(0.05, (row) => ({ ...row, id: String(row["id"]).slice(0, 8) })),
  "ids in braces": some(0.05, (row) => ({ ...row, id: `{${String(row["id"])}}` })),
  "buyers missing": some(0.05, (row) => ({ ...row, buyer_id: null })),
  "merchants empty": some(0.05, (row) => ({ ...row, merchant_id: "" })),
  "merchants as numbers": some(0.05, (row) => ({ ...row, merchant_id: 7 })),
  "times as text": some(0.05, (row) => ({ ...row, transaction_timestamp: "2022-05-22 09:55:54" })),
  "a column gone": (rows) => rows.map(({ buyer_id: _, ...row }) => row),
  "columns swapped": (rows) =>
    rows.map((row) => ({ ...row, payment_amount: row["id"] ?? null, id: row["payment_amount"] ?? null })),
};

describe.skipIf(!existsSync(file))(
  "a suite suggested by a fifth of the payments (skipped where the data is not there)",
  () => {
    const rows = existsSync(file) ? payments() : [];
    const seen = rows.filter((_, i) => i % 5 === 0);
    const rest = rows.filter((_, i) => i % 5 !== 0);

    test("passes on the rest in 99 % of its checks", async () => {
      const { results, passed } = await suggestSuite(await profile(seen)).run(rest);
      const failing = results.filter(({ outcome }) => outcome !== "passed").map(({ message }) => message);
      expect(failing).toEqual([]);
      expect(passed).toBe(true);
    });

    test("catches at least 90 % of twenty kinds of fault", async () => {
      const suite = suggestSuite(await profile(seen));
      const overlooked: string[] = [];
      for (const [fault, inject] of Object.entries(FAULTS)) {
        const { results } = await suite.run(inject(rest));
        if (results.every(({ outcome }) => outcome === "passed")) overlooked.push(fault);
      }
      expect(Object.keys(FAULTS)).toHaveLength(20);
      expect(overlooked).toEqual([]);
    });
  },
);
