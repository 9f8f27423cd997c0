import { checkSuite, matches } from "@mlsys/checks";
import * as checks from "@mlsys/checks";
import type { Check } from "@mlsys/checks";
import type { TableInput } from "@mlsys/core";
import type { BenchmarkCase, PreparedCase } from "../benchmark-case.ts";
import { paymentChecks, payments } from "../payments.ts";

const FEW = 100_000;
const MANY = 10_000_000;
/** What a stream of 800 MB may add to the memory of a process that has seen its first third, in bytes: garbage not collected yet. */
const FLAT = 128e6;
/** Figures that need all of the data at their end, and keep a key or a number a row. */
const KEEPING = new Set(["isUnique", "medianIsBetween"]);

const self = (name: string): BenchmarkCase["peer"] => ({ name, version: process.version });

/** How the cost of checks grows: with the rows, as a stream, and with the rows that fail. The peer is the same suite on other data. */
export const cases: readonly BenchmarkCase[] = [
  { name: "checks-linear-1e7", n: MANY, peer: self("100 × 1e5 rows"), goal: 0.67, prepare: growing },
  { name: "checks-stream-1e7", n: MANY, peer: self("10 × a table of 1e6"), goal: 0.67, prepare: streaming },
  { name: "checks-all-rows-fail", n: 1_000_000, peer: self("no row fails"), goal: 0.5, prepare: failing },
];

function growing(): Promise<PreparedCase> {
  const suite = checkSuite("payments", paymentChecks());
  const [few, many] = [payments(FEW), payments(MANY)];
  const peer = async (): Promise<void> => {
    for (let i = 0; i < MANY / FEW; i++) await suite.run(few);
  };
  return Promise.resolve({ run: () => suite.run(many), peer });
}

/** One batch again and again, so that the memory is that of the checks alone. */
function streaming(): Promise<PreparedCase> {
  const suite = checkSuite(
    "payments",
    paymentChecks().filter(({ check }) => !KEEPING.has(check)),
  );
  const whole = payments(MANY / 10);
  const run = async (): Promise<void> => {
    let [seen, early] = [0, 0];
    async function* batches(): AsyncGenerator<TableInput> {
      for (let i = 0; i < 10; i++) {
        for (const batch of whole.batches(50_000)) yield Promise.resolve(batch);
        seen = Math.max(seen, process.memoryUsage().rss);
        if (i < 3) early = seen;
      }
    }
    await suite.run(batches());
    if (seen - early > FLAT) throw new Error(`the stream added ${Math.round((seen - early) / 1e6)} MB`);
  };
  const peer = async (): Promise<void> => {
    for (let i = 0; i < 10; i++) await suite.run(whole);
  };
  return Promise.resolve({ run, peer });
}

/** Each row fails eight checks, or none. */
function failing(): Promise<PreparedCase> {
  const table = payments(1_000_000);
  const twice = table.take(Int32Array.from({ length: table.numRows }, (_, i) => i >> 1));
  const [good, bad] = [judging(false), judging(true)].map((list) => checkSuite("rows", list));
  const peer = async (): Promise<void> => {
    await good?.run(table);
  };
  return Promise.resolve({ run: () => bad?.run(twice), peer });
}

function judging(fails: boolean): Check[] {
  const low = fails ? 1e9 : -1e9;
  return [
    checks.isBetween("f1", { min: low }),
    checks.isBetween("i3", { min: low }),
    checks.isIn("s1", fails ? ["none"] : ["card", "cash", "transfer", "voucher"]),
    checks.lengthIsBetween("id", { min: fails ? 99 : 1 }),
    matches("id", fails ? "^[A-Z]" : "^id-[0-9]{8}$"),
    checks.isUnique("id"),
    checks.columnIsAbove(fails ? "f3" : "i3", fails ? "i3" : "f3", { orEqual: true }),
    checks.isNotIn("s2", fails ? ["DE", "FR", "IT", "ES", "PT", "NL", "BE", "AT"] : ["US"]),
  ];
}
