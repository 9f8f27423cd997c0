import path from "node:path";
import { checkSuite, customCheck, isBetween, isIn, isNotNull, isUnique, meanIsBetween } from "@mlsys/checks";
import { profile, suggestFrom, suggestSuite, updateSuite } from "@mlsys/checks/profile";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const rows = (size: number, shift = 0): Record<string, unknown>[] =>
  Array.from({ length: size }, (_, i) => ({ id: i, amount: shift + (i % 40), kind: ["a", "b", "c"][i % 3] }));

describe("an update", () => {
  test("of a suite that new data meets changes nothing", async () => {
    const suite = suggestSuite(await profile(rows(600)));
    const update = await updateSuite(suite, rows(600));
    expect({ ...update, suite: update.suite.checks.length }).toEqual({
      suite: suite.checks.length,
      changed: [],
      added: [],
      removed: [],
      failing: [],
    });
  });

  test("proposes only what must change, and twice changes nothing more", async () => {
    const suite = checkSuite("sales", [
      isNotNull("amount"),
      isBetween("amount", { min: 0, max: 20, severity: "warning" }),
      isIn("kind", ["a", "b"]),
      meanIsBetween("amount", { min: 0, max: 1 }),
      isUnique("gone"),
      customCheck("isOdd", "id", (id) => Number(id) % 2 === 1),
    ]);
    const data = rows(600).map((row, i) => (i % 100 === 0 ? { ...row, amount: null } : row));
    const update = await updateSuite(suite, data);
    expect(update.changed.map(({ after }) => after.name)).toEqual([
      "isNotNull(amount)",
      "isBetween(amount)",
      "isIn(kind)",
      "meanIsBetween(amount)",
    ]);
    expect(update.changed[1]?.after).toMatchObject({ severity: "warning", parameters: { min: 0 } });
    expect(update.changed[1]?.because).toContain("fail");
    expect(update.removed.map(({ name }) => name)).toEqual(["isUnique(gone)"]);
    expect(update.failing.map(({ name }) => name)).toEqual(["isOdd(id)"]);
    expect(update.added).toEqual([]);
    const again = await updateSuite(update.suite, data);
    expect([again.changed, again.added, again.removed]).toEqual([[], [], []]);
  });

  test("suggests checks for new columns, but for those that are ignored", async () => {
    const suite = checkSuite("sales", [isNotNull("id")]);
    const { added } = await updateSuite(suite, rows(400), { ignore: ["kind"] });
    expect(new Set(added.map(({ check }) => check.column))).toEqual(new Set(["amount"]));
    await expect(updateSuite(suite, rows(4), { ignor: [] } as never)).rejects.toMatchObject({ code: "invalidOption" });
  });
});

describe("a suite suggested with a part of the rows held out", () => {
  test("drops what the held out rows do not meet, and is the same for the same seed", async () => {
    const odd = rows(500).map((row, i) => ({ ...row, late: i < 490 ? 1 : i }));
    const suite = await suggestFrom(odd, { randomState: 1 });
    expect((await suite.run(odd)).results.filter(({ success }) => !success).length).toBeLessThanOrEqual(1);
    expect((await suggestFrom(odd, { randomState: 1 })).source).toBe(suite.source);
    await expect(suggestFrom(3 as never)).rejects.toMatchObject({ code: "invalidData" });
    await expect(suggestFrom(odd, { holdOut: 1 })).rejects.toMatchObject({ code: "invalidOption" });
  });

  test("is a TypeScript module that compiles under strict", { timeout: 60_000 }, async () => {
    const dates = rows(400).map((row, i) => ({ ...row, 'odd "name"': `${i}@example.org`, at: new Date(i * 1e9) }));
    const { source } = await suggestFrom(dates);
    const file = path.join(import.meta.dirname, "suggested.generated.ts");
    const options: ts.CompilerOptions = {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      allowImportingTsExtensions: true,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      target: ts.ScriptTarget.ES2023,
      customConditions: ["@mlsys/source"],
      types: [],
    };
    const host = ts.createCompilerHost(options);
    const [read, exists] = [host.getSourceFile.bind(host), host.fileExists.bind(host)];
    host.fileExists = (name) => name === file || exists(name);
    host.getSourceFile = (name, version, ...rest) =>
      name === file ? ts.createSourceFile(name, source, version) : read(name, version, ...rest);
    const program = ts.createProgram([file], options, host);
    const own = program.getSourceFile(file);
    expect(own?.text).toContain("checkSuite(");
    const found = [...program.getSyntacticDiagnostics(own), ...program.getSemanticDiagnostics(own)];
    expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
  });
});
