/** The fields of some records as ranges of bytes, record by record. */
export interface FieldBatch {
  readonly bytes: Uint8Array;
  /** First byte of each field, quotes left out. */
  readonly starts: Int32Array;
  /** One past the last byte of each field. */
  readonly ends: Int32Array;
  /** 1 where the field stood in quotes. */
  readonly quoted: Uint8Array;
  /** Fields a record. */
  readonly width: number;
  /** Number of records. */
  readonly count: number;
  /** The line, from 1, that each record starts on. */
  readonly lines: Float64Array;
  /** Parses plain numbers fast, where there is such a thing. */
  readonly numbers: NumberKernel | undefined;
}

/**
 * Parses field `j` of the records from `from` on into `values`, from index `at` on, until one is no plain number within ±2^53;
 * `strict` stops at leading zeros.
 *
 * @returns how many it took.
 */
export type NumberKernel = (
  batch: Pick<FieldBatch, "width" | "count">,
  j: number,
  from: number,
  into: { readonly values: Float64Array; readonly at: number; readonly strict: boolean },
) => number;
