// What the compiler says of a wrong suite names what is wrong and what there is instead.
import path from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";

const folder = path.join(import.meta.dirname, "../..");
const types = `
type Sentiment = "negative" | "neutral" | "positive";
interface Flat { readonly rooms: number; readonly host: string }
`;
const imports = `import { column, decreases, defineSuite, editor, increases } from "@mlsys/behavior";
import type { ClassPrediction, LabelPrediction, ScorePrediction } from "@mlsys/behavior";`;

const mistakes: Readonly<Record<string, string>> = {
  label: `defineSuite<string, ClassPrediction<Sentiment>>("s", (t) => t.mft("m", { cases: [{ input: "a", label: "postive" }] }));`,
  key: `editor().template("{noun}", { nuon: ["a"] });`,
  proba: `defineSuite<string, LabelPrediction<Sentiment>>("s", (t) => t.dir("d", { cases: [["a", "b"]], expect: increases("positive") }));`,
  column: `defineSuite<Flat, ScorePrediction>("s", (t) => t.inv("i", { from: [], perturb: column("roms").add(1) }));`,
  swept: `defineSuite<Flat, ScorePrediction>("s", (t) => t.sweep("i", { from: [], column: "roms", grid: [1], expect: decreases() }));`,
};

function messagesOf(sources: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const files = new Map(
    Object.entries(sources).map(([name, line]) => [
      path.join(folder, "src", `${name}.mistake.ts`),
      `${imports}${types}${line}`,
    ]),
  );
  const { config } = ts.readConfigFile(path.join(folder, "tsconfig.json"), (file) => ts.sys.readFile(file)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  const disk = ts.createCompilerHost({ ...options, noEmit: true });
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (file) => files.has(file) || disk.fileExists(file),
    getSourceFile: (file, ...rest) => {
      const text = files.get(file);
      if (text === undefined) return disk.getSourceFile(file, ...rest);
      return ts.createSourceFile(file, text, ts.ScriptTarget.ESNext);
    },
  };
  const program = ts.createProgram([...files.keys()], { ...options, noEmit: true, noUnusedLocals: false }, host);
  const told = [...files.keys()].map((file) => {
    const found = program.getSemanticDiagnostics(program.getSourceFile(file));
    return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")).join("\n");
  });
  return Object.fromEntries(Object.keys(sources).map((name, i) => [name, told[i] ?? ""]));
}

it("a wrong label, key, column, or a probability that is not given, is told by name", { timeout: 120_000 }, () => {
  const { label, key, proba, column, swept } = messagesOf(mistakes);
  expect(label).toBe(`Type '"postive"' is not assignable to type 'Sentiment'. Did you mean '"positive"'?`);
  expect(key).toMatch(/'nuon' does not exist in type .*noun/);
  expect(proba).toContain("'LabelPrediction<Sentiment>' has no properties in common with type 'WithProba'");
  expect(column).toContain("Property 'roms' is missing in type 'Flat'");
  expect(swept).toBe(`Type '"roms"' is not assignable to type 'keyof Flat'. Did you mean '"rooms"'?`);
});
