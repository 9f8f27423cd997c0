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
}
