import { TermTable } from "./term-table.ts";

/** The sorted terms of a fitted vectoriser, with what finds a term's column; both are made when first needed. */
export class VocabularyIndex {
  readonly terms: readonly string[];
  private map: ReadonlyMap<string, number> | undefined;
  private found: TermTable | undefined;

  constructor(terms: readonly string[]) {
    this.terms = terms;
  }

  get columns(): ReadonlyMap<string, number> {
    return (this.map ??= new Map(this.terms.map((term, column) => [term, column])));
  }

  get table(): TermTable {
    return (this.found ??= TermTable.of(this.terms));
  }
}
