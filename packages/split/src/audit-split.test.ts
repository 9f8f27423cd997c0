import { randomState, Table } from "@mlsys/core";
import { auditSplit, SplitError, trainTestSplit, trainValidationTestSplit } from "@mlsys/split";
import type { AuditFinding, SplitAudit } from "@mlsys/split";
import { expect, test } from "vitest";

const WORDS =
  "profit loss sales rose fell quarter company shares euro million operating net compared year period market".split(
    " ",
  );

function sentence(rng: ReturnType<typeof randomState>, words = 14): string {
  return Array.from(rng.randint(0, WORDS.length, words), (at) => `${WORDS[at] ?? ""}${rng.randint(0, 40)}`).join(" ");
}

function makeRows(
  n: number,
  seed: number,
): { id: number; text: string; label: string; size: number; user: string; day: number }[] {
  const rng = randomState(seed);
  return Array.from({ length: n }, (_, id) => ({
    id,
    text: sentence(rng),
    label: rng.randomSample() < 0.3 ? "up" : "down",
    size: rng.standardNormal(),
    user: `u${id}`,
    day: id,
  }));
}

function finding(audit: SplitAudit, name: string): AuditFinding {
  const found = audit.findings.find((each) => each.audit === name);
  if (found === undefined) throw new SplitError({ code: "invalidInput", what: `no finding ${name}` });
  return found;
}

const columns = { target: "label", groups: "user", ignore: ["id", "day"] };

test("a random split of different rows passes, and the report is plain data", () => {
  const audit = auditSplit(trainTestSplit(makeRows(400, 1), { randomState: 0 }), columns);
  expect(audit.findings.map(({ audit: name }) => name)).toEqual([
    "exactDuplicates",
    "nearDuplicates",
    "sharedGroups",
    "smallStrata",
    "targetShift",
    "covariateShift",
  ]);
  expect(audit.findings.filter(({ passed }) => !passed)).toEqual([]);
  expect(audit.passed).toBe(true);
  expect(JSON.parse(JSON.stringify(audit))).toEqual(audit);
});

test("evidence of duplicates and groups points into the whole data", () => {
  const rows = makeRows(100, 2);
  const twins = rows.slice(0, 5).map((row) => ({ ...row, id: row.id + 1000 }));
  const split = trainTestSplit([...rows, ...twins], { shuffle: false, testSize: 5 });
  const audit = auditSplit(split, columns);
  expect(audit.passed).toBe(false);
  expect(finding(audit, "exactDuplicates").evidence[2]?.rows).toEqual([
    { side: "train", row: 2, index: 2 },
    { side: "test", row: 2, index: 102 },
  ]);
  expect(finding(audit, "sharedGroups").figures).toEqual({ "train-test": 5 });
  expect(finding(audit, "sharedGroups").evidence[0]?.value).toBe("u0");
});

test("at least 95 of 100 pairs of texts at a Jaccard similarity of 0.8 are found", () => {
  let [planted, found] = [0, 0];
  for (let seed = 0; seed < 4; seed++) {
    const rng = randomState(seed);
    const train = Array.from({ length: 300 }, () => sentence(rng, 20));
    // The first word of twenty replaced: about 0.9 alike; two apart: about 0.8.
    const test = train.map((text) =>
      text
        .split(" ")
        .map((word, at) => (at === 0 || at === 10 ? `w${rng.randint(0, 9)}` : word))
        .join(" "),
    );
    const alike = test.map((text, i) => jaccard(text, train[i] ?? ""));
    const { evidence } = finding(auditSplit({ train, test }, { maxEvidence: 1000 }), "nearDuplicates");
    const rows = new Set(evidence.map(({ rows: [, row] }) => row?.row));
    alike.forEach((score, i) => {
      if (score < 0.8) return;
      planted += 1;
      if (rows.has(i)) found += 1;
    });
  }
  expect(planted).toBeGreaterThan(150);
  expect(found / planted).toBeGreaterThanOrEqual(0.95);
});

function jaccard(a: string, b: string): number {
  const pieces = (text: string): Set<string> =>
    new Set(Array.from({ length: text.length - 2 }, (_, i) => ` ${text} `.slice(i, i + 5)));
  const [x, y] = [pieces(a), pieces(b)];
  const both = [...x].filter((piece) => y.has(piece)).length;
  return both / (x.size + y.size - both);
}

test("training rows younger than test rows are found", () => {
  const rows = makeRows(50, 3);
  const atRandom = auditSplit(trainTestSplit(rows, { randomState: 0 }), { time: "day", ignore: ["id"] });
  const byTime = auditSplit(trainValidationTestSplit(Table.from(rows), { time: "day" }), {
    time: "day",
    ignore: ["id"],
  });
  expect(finding(atRandom, "futureInPast").passed).toBe(false);
  expect(finding(byTime, "futureInPast").passed).toBe(true);
});

test("classes with too few rows are found, worst where training has none", () => {
  const train = { y: ["a", "a", "b", "b"] };
  const audit = auditSplit({ train, test: { y: ["a", "a", "c"] } }, { target: "y", ignore: [] });
  const { evidence, figures, severity } = finding(audit, "smallStrata");
  expect(severity).toBe("error");
  expect(figures).toEqual({ classes: 3, tooSmall: 2, unseen: 1 });
  expect(evidence.map(({ value }) => value)).toEqual(["b: train 2, test 0", "c: train 0, test 1"]);
});

test("a shifted target and shifted features are found", () => {
  const rng = randomState(5);
  const make = (shift: number, share: number, n: number): Record<string, unknown[]> => ({
    x: Array.from(rng.normal(shift, 1, n)),
    noise: Array.from(rng.standardNormal(n)),
    y: Array.from({ length: n }, () => (rng.randomSample() < share ? "up" : "down")),
  });
  const test = make(0.7, 0.6, 300);
  const audit = auditSplit({ train: make(0, 0.3, 600), test }, { target: "y" });
  expect(finding(audit, "targetShift").passed).toBe(false);
  expect(finding(audit, "covariateShift").passed).toBe(false);
  const [x] = finding(audit, "covariateShift").evidence;
  expect([x?.value, x?.rows.every(({ side, row }) => side === "test" && Number(test["x"]?.[row]) > 1)]).toEqual([
    "x",
    true,
  ]);
  const [target] = finding(audit, "targetShift").evidence;
  expect(target?.rows.length).toBeGreaterThan(50);
  expect(target?.rows.every(({ row }) => test["y"]?.[row] === "up")).toBe(true);
  expect(audit.passed).toBe(true);
});

test("parts of one distribution are called shifted no more often than the level allows", () => {
  let [target, features] = [0, 0];
  for (let seed = 0; seed < 200; seed++) {
    const rng = randomState(seed);
    const part = (n: number): Record<string, unknown[]> => ({
      x: Array.from(rng.standardNormal(n)),
      kind: Array.from(rng.randint(0, 4, n)),
      y: Array.from(rng.randint(0, 3, n)),
    });
    const audit = auditSplit({ train: part(120), test: part(60) }, { target: "y", level: 0.05, randomState: seed });
    if (!finding(audit, "targetShift").passed) target += 1;
    if (!finding(audit, "covariateShift").passed) features += 1;
  }
  expect(target / 200).toBeLessThan(0.09);
  expect(features / 200).toBeLessThan(0.09);
});

test("arrays, matrices and records of them can be audited", () => {
  const X = Array.from({ length: 60 }, (_, i) => [i, i % 7]);
  const audit = auditSplit(trainTestSplit({ X, y: X.map(([a = 0]) => a % 2) }, { randomState: 1 }), { target: "y" });
  expect(audit.rows).toEqual({ train: 45, test: 15 });
  expect(audit.passed).toBe(true);
  expect(auditSplit({ train: ["a", "b"], test: ["b"] }).passed).toBe(false);
});

test.each([
  [() => auditSplit(trainTestSplit(makeRows(20, 0)), { target: "lable" }), 'did you mean "label"?'],
  [() => auditSplit({ train: [{ a: 1 }], test: [{ b: 1 }] }), 'there is no column "a" (auditSplit, test)'],
  [() => auditSplit({ train: [], test: [1] }), "a side has no rows (auditSplit, train)"],
  [() => auditSplit({ train: 3, test: [1] }), "this is no part of a split"],
])("%o is refused", (run, message) => {
  expect(run).toThrow(message);
});
