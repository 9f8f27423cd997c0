import type { ExpectationData } from "../expectations/expectation.ts";
import type { Proposal } from "./proposals.ts";

/** Writes proposed tests as a module that defines the suite for inputs that it is given. */
export function toTypeScript(
  name: string,
  proposals: readonly Proposal[],
  expect: ExpectationData,
  maxFlipRate: number,
  seed: number,
  isText: boolean,
): string {
  const imports = [...new Set(["defineSuite", "invariant", ...proposals.flatMap((each) => each.imports)])].sort();
  const { kind: _, ...options } = expect;
  const expectation = Object.keys(options).length === 0 ? "invariant()" : `invariant(${JSON.stringify(options)})`;
  const tests = proposals.map(
    ({ name: test, capability, code }) => `      t.inv(${JSON.stringify(test)}, {
        capability: ${JSON.stringify(capability)},
        from,
        perturb: ${code},
        expect: ${expectation},
        maxFailRate: ${maxFlipRate},
        rule: "notProvenAbove",
      });`,
  );
  const type = isText ? "string" : "Row";
  return `import { ${imports.join(", ")} } from "@mlsys/behavior";
import type { Prediction, Suite } from "@mlsys/behavior";
${isText ? "" : "\nexport type Row = Readonly<Record<string, unknown>>;\n"}
/** What should not change a prediction, for these inputs. */
export function suiteOf(from: readonly ${type}[]): Suite<${type}> {
  return defineSuite<${type}, Prediction>(
    ${JSON.stringify(name)},
    (t) => {
${tests.join("\n")}
    },
    { randomState: ${seed} },
  );
}
`;
}
