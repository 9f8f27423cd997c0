import type { DocumentsLike } from "../estimator.ts";
import type { Analyzer } from "./analyzer.ts";
import { TermCounter } from "./count-terms.ts";
import type { TermCounts } from "./count-terms.ts";
import { TermTable } from "./term-table.ts";

/** The terms of a fitted vectoriser in the order of their columns; strings, columns and what counts are made when first needed. */
export class VocabularyIndex {
  readonly size: number;
  private readonly makeTable: () => TermTable;
  private table: TermTable | undefined;
  private strings: readonly string[] | undefined;
  private map: ReadonlyMap<string, number> | undefined;
  private counter: TermCounter | undefined;

  private constructor(size: number, makeTable: () => TermTable, strings?: readonly string[]) {
    this.size = size;
    this.makeTable = makeTable;
    this.strings = strings;
  }

  /** An index of the given terms. */
  static of(terms: readonly string[]): VocabularyIndex {
    return new VocabularyIndex(terms.length, () => TermTable.of(terms), terms);
  }

  /** An index of some terms of a table, in the order given. */
  static from(table: TermTable, ids: Int32Array): VocabularyIndex {
    return new VocabularyIndex(ids.length, () => TermTable.from(table, ids));
  }

  get terms(): readonly string[] {
    return (this.strings ??= this.sortedTable().strings());
  }

  get columns(): ReadonlyMap<string, number> {
    return (this.map ??= new Map(this.terms.map((term, column) => [term, column])));
  }

  /** Counts the known terms of documents. */
  count(owner: string, documents: DocumentsLike, analyze: Analyzer): TermCounts {
    this.counter ??= new TermCounter(analyze, this.sortedTable());
    return this.counter.count(owner, documents, false);
  }

  private sortedTable(): TermTable {
    return (this.table ??= this.makeTable());
  }
}
