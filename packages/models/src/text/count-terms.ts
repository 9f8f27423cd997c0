import { CsrMatrix } from "@mlsys/core";
import type { DocumentsLike } from "../estimator.ts";
import type { Analyzer } from "./analyzer.ts";
import { assertDocuments, documentAt } from "./documents.ts";
import { Spans } from "./spans.ts";
import type { TermTable } from "./term-table.ts";

/** How often each term occurs in each document; a document's terms stand in order of first occurrence. */
export interface TermCounts {
  readonly rows: number;
  readonly indptr: Int32Array;
  /** The numbers of the terms in their table. */
  readonly ids: Int32Array;
  readonly counts: Int32Array;
}

/** Counts the terms of documents; what it needs besides is kept from call to call, so that one row costs little. */
export class TermCounter {
  private readonly spans = new Spans();
  private readonly analyze: Analyzer;
  private readonly table: TermTable;
  /** What is added to places, which are counted over all documents: a term whose place is not before the current one's stands in it. */
  private offset = 1;

  constructor(analyze: Analyzer, table: TermTable) {
    this.analyze = analyze;
    this.table = table;
  }

  /** Counts. New terms are added to the table when `grow`, else left out. */
  count(owner: string, documents: DocumentsLike, grow: boolean): TermCounts {
    const rows = assertDocuments(owner, documents);
    const { spans, table, analyze } = this;
    const indptr = new Int32Array(rows + 1);
    let ids: Int32Array = new Int32Array(Math.max(64, rows * 20));
    let counts: Int32Array = new Int32Array(ids.length);
    const offset = this.newOffset();
    let size = 0;
    for (let row = 0; row < rows; row++) {
      analyze(documentAt(owner, documents, row), spans);
      const { units, terms, count } = spans;
      if (size + count > ids.length) {
        ids = larger(ids, (size + count) * 2);
        counts = larger(counts, ids.length);
      }
      const rowStart = size + offset;
      for (let at = 0; at < count * 4; at += 4) {
        let slot = table.slotOf(units, terms, at);
        if (table.slots[slot + 2] === 0) {
          if (!grow) continue;
          slot = table.add(slot, units, terms, at);
        }
        const { slots } = table;
        const place = slots[slot + 3] as number;
        if (place >= rowStart) {
          counts[place - offset] = (counts[place - offset] as number) + 1;
        } else {
          slots[slot + 3] = size + offset;
          ids[size] = (slots[slot + 2] as number) - 1;
          counts[size++] = 1;
        }
      }
      indptr[row + 1] = size;
    }
    this.offset = offset + size;
    return { rows, indptr, ids: ids.subarray(0, size), counts: counts.subarray(0, size) };
  }

  /** Begins anew before places outgrow 32 bits. */
  private newOffset(): number {
    if (this.offset > 2 ** 30) {
      this.table.forgetPlaces();
      this.offset = 1;
    }
    return this.offset;
  }
}

/** The counts as a matrix: `columns[id]` is the column of a term, −1 drops it. */
export function countMatrix(
  { rows, indptr, ids, counts }: TermCounts,
  columns: Int32Array | undefined,
  cols: number,
): CsrMatrix {
  const indices = new Int32Array(ids.length);
  const data = new Float64Array(ids.length);
  const starts = new Int32Array(rows + 1);
  let size = 0;
  for (let row = 0; row < rows; row++) {
    const rowStart = size;
    for (let at = indptr[row] as number; at < (indptr[row + 1] as number); at++) {
      const id = ids[at] as number;
      const column = columns === undefined ? id : (columns[id] as number);
      if (column < 0) continue;
      indices[size] = column;
      data[size++] = counts[at] as number;
    }
    sortRow(indices, data, rowStart, size);
    starts[row + 1] = size;
  }
  const isWhole = size === ids.length;
  return new CsrMatrix(
    rows,
    cols,
    isWhole ? data : data.slice(0, size),
    isWhole ? indices : indices.slice(0, size),
    starts,
  );
}

function sortRow(indices: Int32Array, data: Float64Array, start: number, end: number): void {
  if (end - start > 48) {
    sortLongRow(indices, data, start, end);
    return;
  }
  for (let i = start + 1; i < end; i++) {
    const column = indices[i] as number;
    const value = data[i] as number;
    let at = i - 1;
    for (; at >= start && (indices[at] as number) > column; at--) {
      indices[at + 1] = indices[at] as number;
      data[at + 1] = data[at] as number;
    }
    indices[at + 1] = column;
    data[at + 1] = value;
  }
}

/** Column and place packed into one double, which typed arrays sort fast. */
function sortLongRow(indices: Int32Array, data: Float64Array, start: number, end: number): void {
  const length = end - start;
  const keys = new Float64Array(length);
  for (let i = 0; i < length; i++) keys[i] = (indices[start + i] as number) * length + i;
  keys.sort();
  const values = data.slice(start, end);
  for (let i = 0; i < length; i++) {
    const column = Math.floor((keys[i] as number) / length);
    indices[start + i] = column;
    data[start + i] = values[(keys[i] as number) - column * length] as number;
  }
}

function larger(old: Int32Array, size: number): Int32Array {
  const grown = new Int32Array(size);
  grown.set(old);
  return grown;
}
