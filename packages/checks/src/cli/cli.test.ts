import { mkdtemp, readFile, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { checkCommand, driftCommand, profileCommand } from "@mlsys/checks/cli";
import type { CheckCommandOptions, CommandIo } from "@mlsys/checks/cli";
import { beforeAll, describe, expect, test } from "vitest";

const state = { folder: "" };
const at = (name: string): string => path.join(state.folder, name);

/** What a command wrote. */
function captured(isTTY = false): { io: CommandIo; out: () => string; err: () => string } {
  let [out, err] = ["", ""];
  const io = {
    stdout: { write: (text: string) => (out += text) },
    stderr: { isTTY, columns: 80, write: (text: string) => (err += text) },
  };
  return { io, out: () => out, err: () => err };
}

const rows = (size: number, shift = 0): object[] =>
  Array.from({ length: size }, (_, i) => ({ id: i, amount: shift + (i % 50), kind: i % 3 === 0 ? "card" : "cash" }));

beforeAll(async () => {
  state.folder = await mkdtemp(path.join(tmpdir(), "checks-cli-"));
  const lines = (list: object[]): string => list.map((row) => `${JSON.stringify(row)}\n`).join("");
  const suite = {
    name: "payments",
    checks: [
      { check: "isNotNull", column: "amount" },
      { check: "isBetween", column: "amount", min: 0, max: 60, severity: "warning" },
    ],
  };
  const foreign = {
    expectation_suite_name: "gx",
    expectations: [{ expectation_type: "expect_column_values_to_not_be_null", kwargs: { column: "amount" } }],
  };
  await writeFile(at("good.jsonl"), lines(rows(600)));
  await writeFile(at("high.jsonl"), lines(rows(600, 30)));
  await writeFile(at("holes.json"), JSON.stringify([...rows(2), { id: 3, amount: null, kind: "x" }]));
  await writeFile(
    at("good.csv"),
    `id,amount,kind\n${rows(600)
      .map((row) => Object.values(row).join(","))
      .join("\n")}\n`,
  );
  await writeFile(at("broken.jsonl"), '{"amount":1}\n{"amount":\n');
  await writeFile(at("suite.json"), JSON.stringify(suite));
  await writeFile(at("gx.json"), JSON.stringify(foreign));
  await writeFile(
    at("unknown.json"),
    JSON.stringify({ name: "u", checks: [{ check: "isNotNull", column: "amuont" }] }),
  );
});

describe("check", () => {
  test.each([
    ["good.jsonl", "suite.json", {}, 0],
    ["good.csv", "suite.json", {}, 0],
    ["holes.json", "suite.json", {}, 1],
    ["holes.json", "gx.json", {}, 1],
    ["high.jsonl", "suite.json", {}, 0],
    ["high.jsonl", "suite.json", { failOn: "warning" }, 1],
    ["good.jsonl", "unknown.json", {}, 2],
    ["broken.jsonl", "suite.json", {}, 2],
    ["none.csv", "suite.json", {}, 2],
    ["good.jsonl", "none.json", {}, 2],
    ["good.jsonl", "good.jsonl", {}, 2],
    ["good.jsonl", "suite.json", { failOn: "never" }, 2],
  ] as const)("%s by %s with %j gives %i", async (data, suite, options, code) => {
    const { io, out, err } = captured();
    expect(
      await checkCommand({ data: at(data), suite: at(suite), ...(options as Partial<CheckCommandOptions>) }, io),
    ).toBe(code);
    expect((code === 2 && out() === "" ? err() : out()).length).toBeGreaterThan(20);
  });

  test("says in which line a file is broken", async () => {
    const { io, err } = captured();
    await checkCommand({ data: at("broken.jsonl"), suite: at("suite.json") }, io);
    expect(err()).toContain("broken.jsonl, line 2");
  });

  test("draws progress on a terminal and nowhere else", async () => {
    const [terminal, log] = [captured(true), captured()];
    for (const { io } of [terminal, log]) await checkCommand({ data: at("good.jsonl"), suite: at("suite.json") }, io);
    expect(terminal.err()).toContain("checking");
    expect(log.err()).toBe("");
  });

  test("writes the format that the output's name asks for, whole or not at all", async () => {
    for (const [name, start] of [
      ["r.html", "<!doctype html>"],
      ["r.xml", "<?xml"],
      ["r.md", "## ❌"],
      ["r.csv", "check,"],
      ["r.json", "{"],
    ] as const) {
      const { io, out } = captured();
      await checkCommand({ data: at("holes.json"), suite: at("suite.json"), output: at(name), redact: ["id"] }, io);
      expect((await readFile(at(name), "utf8")).startsWith(start)).toBe(true);
      expect(out()).toBe("");
    }
    expect((await readdir(state.folder)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  test("checks several files, as a hook before a commit does", async () => {
    const { io, out } = captured();
    const data = [at("good.jsonl"), at("holes.json")];
    expect(await checkCommand({ data, suite: at("suite.json"), format: "github" }, io)).toBe(1);
    expect(out()).toContain(`file=${at("holes.json").replaceAll(":", "%3A")}`);
    expect(await checkCommand({ data, suite: at("suite.json"), format: "html" }, captured().io)).toBe(2);
  });
});

describe("profile", () => {
  test("writes a suite that check takes", async () => {
    const { io } = captured();
    expect(await profileCommand({ data: at("good.jsonl"), output: at("suggested.json"), name: "made" }, io)).toBe(0);
    expect(await checkCommand({ data: at("good.jsonl"), suite: at("suggested.json") }, captured().io)).toBe(0);
    expect(await checkCommand({ data: at("holes.json"), suite: at("suggested.json") }, captured().io)).toBe(1);
  });

  test.each([
    [{ format: "typescript" }, "import {"],
    [{ format: "profile" }, '{\n  "schemaVersion": 1'],
  ] as const)("writes %j", async (options, start) => {
    const { io, out } = captured();
    expect(await profileCommand({ data: at("good.csv"), ...options }, io)).toBe(0);
    expect(out().startsWith(start)).toBe(true);
  });
});

describe("drift", () => {
  test("between files, of whatever kind each is", async () => {
    const { io, out } = captured();
    expect(await driftCommand({ reference: at("good.csv"), current: at("high.jsonl"), columns: ["amount"] }, io)).toBe(
      1,
    );
    expect(out()).toContain("✗ amount drifted");
    expect(await driftCommand({ reference: at("good.csv"), current: at("good.jsonl") }, captured().io)).toBe(0);
    const calm = { reference: at("good.csv"), current: at("high.jsonl"), fail: false } as const;
    expect(await driftCommand(calm, captured().io)).toBe(0);
  });

  test("against stored statistics, without the data", async () => {
    expect(await driftCommand({ reference: at("good.csv"), store: at("stats.json") }, captured().io)).toBe(0);
    expect(await driftCommand({ reference: at("stats.json"), current: at("high.jsonl") }, captured().io)).toBe(1);
    expect(await driftCommand({ reference: at("stats.json"), current: at("good.csv") }, captured().io)).toBe(0);
  });

  test.each([
    [{}],
    [{ current: "none.json" }],
    [{ current: "good.csv", method: "ks" }],
    [{ current: "good.csv", format: "csv" }],
  ])("%j cannot run", async (options) => {
    const { io, err } = captured();
    const current = "current" in options ? { ...options, current: at(options.current) } : options;
    expect(await driftCommand({ reference: at("good.csv"), ...current }, io)).toBe(2);
    expect(err()).not.toBe("");
  });
});
