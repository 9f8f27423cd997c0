import { changeCase } from "../perturbations/change-case.ts";
import { column } from "../perturbations/column.ts";
import { contractions } from "../perturbations/contractions.ts";
import { customPerturbation } from "../perturbations/custom.ts";
import { changeLocations } from "../perturbations/locations.ts";
import { changeNames } from "../perturbations/names.ts";
import type { Perturbation } from "../perturbations/perturbation.ts";
import { punctuation } from "../perturbations/punctuation.ts";
import { typos } from "../perturbations/typos.ts";
import { whitespace } from "../perturbations/whitespace.ts";

/** A test that a scan may propose. */
export interface Proposal {
  readonly name: string;
  readonly capability: string;
  /** The column that is perturbed; null for texts. */
  readonly column: string | null;
  readonly perturb: Perturbation<never>;
  /** The same in TypeScript, and the names that it imports. */
  readonly code: string;
  readonly imports: readonly string[];
}

/** What should not matter to a model of texts. */
export function textProposals(): Proposal[] {
  const text = (name: string, capability: string, perturb: Perturbation<string>, code: string): Proposal => ({
    name,
    capability,
    column: null,
    perturb,
    code,
    imports: [code.replace(/\(.*/, "")],
  });
  return [
    text("one typing error", "robustness", typos(), "typos()"),
    text("capitals", "robustness", changeCase({ to: ["upper"] }), 'changeCase({ to: ["upper"] })'),
    text("spaces", "robustness", whitespace(), "whitespace()"),
    text("final punctuation", "robustness", punctuation(), "punctuation()"),
    text("contractions", "robustness", contractions(), "contractions()"),
    text("another name", "fairness", changeNames({ results: 1 }), "changeNames({ results: 1 })"),
    text("another place", "named entities", changeLocations({ results: 1 }), "changeLocations({ results: 1 })"),
  ];
}

type Row = Readonly<Record<string, unknown>>;

/** What should not matter to a model of rows: noise of a hundredth of a column's spread, spaces and capitals around a word. */
export function rowProposals(rows: readonly Row[], columns: readonly string[]): Proposal[] {
  return columns.flatMap((name): Proposal[] => {
    const values = rows.map((row) => row[name]).filter((value) => value !== null && value !== undefined);
    if (values.length > 0 && values.every((value) => typeof value === "number")) return [jitter(name)];
    if (values.length > 0 && values.every((value) => typeof value === "string")) return [spaces(name)];
    return [];
  });
}

function jitter(name: string): Proposal {
  return {
    name: `${name}: noise of a hundredth of its spread`,
    capability: "robustness",
    column: name,
    perturb: column(name).jitter({ spread: 0.01 }),
    code: `column(${JSON.stringify(name)}).jitter({ spread: 0.01 })`,
    imports: ["column"],
  };
}

function spaces(name: string): Proposal {
  const pad = customPerturbation<Row>(`spaces(${name})`, (row) => ({ ...row, [name]: ` ${String(row[name])} ` }));
  return {
    name: `${name}: spaces around it`,
    capability: "robustness",
    column: name,
    perturb: pad,
    code: `column(${JSON.stringify(name)}).map((value) => \` \${String(value)} \`)`,
    imports: ["column"],
  };
}
