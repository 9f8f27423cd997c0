import type { PlannedStatement } from "../../sources/source.ts";
import { Statements } from "./statements.ts";
import type { RunStatement } from "./statements.ts";
import type { SqlDialect } from "./dialects/dialect.ts";

/** Purposes of statements that are really run, because all others depend on what they find. */
const CATALOGUE = ["the catalogue", "the types of values", "the columns of the file"];

/** A row of every figure: some rows, some of which fail, and some groups, some of which are repeated. */
const FIGURES: Readonly<Record<string, number>> = Object.fromEntries(
  Array.from({ length: 1000 }, (_, i) => [`r${i}`, 3 + ((2 * i) % 3)]),
);

/** Statements that are written down instead of run; what would be found is made up so that what may follow is written down too. */
export class Rehearsal extends Statements {
  private readonly planned: PlannedStatement[];

  constructor(dialect: SqlDialect, run: RunStatement, planned: PlannedStatement[]) {
    super(dialect, run);
    this.planned = planned;
  }

  protected override async runOne(
    statement: { sql: string; parameters: readonly (string | number)[] },
    purpose: string,
  ): ReturnType<Statements["rows"]> {
    this.planned.push({ ...statement, purpose, when: purpose === "evidence" ? "rows fail" : "always" });
    return CATALOGUE.includes(purpose) ? super.runOne(statement, purpose) : [FIGURES];
  }
}
