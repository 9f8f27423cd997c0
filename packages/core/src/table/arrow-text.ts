import type { ArrowVectorLike } from "./arrow.ts";
import { DictionaryColumn } from "./dictionary-column.ts";
import { isNumericArray } from "./numeric-column.ts";
import { TextColumn } from "./text-column.ts";
import { emptyValidity, isValid, setValid } from "./validity.ts";
import type { Validity } from "./validity.ts";

/** A chunk of an Arrow column: the memory that libraries agree on, by the names of one of them. */
interface ArrowChunk {
  readonly length: number;
  readonly values: unknown;
  readonly offsets: unknown;
  readonly validity: Validity;
  readonly dictionary: unknown;
}

/** The bytes of a column of text, not copied where it is of one chunk; undefined where they lie otherwise. */
export function textOf(vector: ArrowVectorLike): TextColumn | undefined {
  const chunks = chunksOf(vector);
  const columns: TextColumn[] = [];
  for (const { offsets, values, validity, length } of chunks ?? []) {
    if (!(offsets instanceof Int32Array) || !(values instanceof Uint8Array) || offsets.length < length + 1)
      return undefined;
    columns.push(new TextColumn(offsets.subarray(0, length + 1), values, validity));
  }
  return chunks === undefined || columns.length === 0 ? undefined : joined(columns);
}

/** The codes of a dictionary-encoded column and its texts; undefined where they lie otherwise. */
export function dictionaryOf(vector: ArrowVectorLike, type: unknown): DictionaryColumn | undefined {
  const chunks = chunksOf(vector) ?? [];
  const [first] = chunks;
  const texts = isText(type) && isVector(first?.dictionary) ? textOf(first.dictionary) : undefined;
  if (texts === undefined || texts.nullCount > 0) return undefined;
  const columns: DictionaryColumn[] = [];
  for (const { values, validity, length, dictionary } of chunks) {
    if (dictionary !== first?.dictionary || !isNumericArray(values) || typeof values[0] === "bigint") return undefined;
    columns.push(new DictionaryColumn(values.subarray(0, length) as DictionaryColumn["codes"], texts, validity));
  }
  const [only, ...others] = columns;
  if (others.length === 0) return only;
  const codes = new Int32Array(vector.length);
  let at = 0;
  for (const column of columns) {
    codes.set(column.codes, at);
    at += column.length;
  }
  return new DictionaryColumn(codes, texts, joinedValidity(columns));
}

/** The chunks of a column; undefined where the library shows none, or one begins in the middle of its memory. */
function chunksOf(vector: ArrowVectorLike): ArrowChunk[] | undefined {
  const chunks: ArrowChunk[] = [];
  for (const chunk of vector.data ?? []) {
    if (typeof chunk !== "object" || chunk === null) return undefined;
    const found = chunk as Readonly<Record<string, unknown>>;
    const { length, nullCount, offset = 0 } = found;
    const validity = found["nullBitmap"] ?? found["validity"];
    if (typeof length !== "number" || offset !== 0) return undefined;
    if (nullCount !== 0 && !(validity instanceof Uint8Array)) return undefined;
    chunks.push({
      length,
      values: found["values"],
      offsets: found["valueOffsets"] ?? found["offsets"],
      validity: nullCount === 0 ? undefined : (validity as Uint8Array),
      dictionary: found["dictionary"],
    });
  }
  return chunks.reduce((sum, { length }) => sum + length, 0) === vector.length ? chunks : undefined;
}

function joined(columns: readonly TextColumn[]): TextColumn | undefined {
  const [only, ...others] = columns;
  if (others.length === 0) return only;
  const rows = columns.reduce((sum, { length }) => sum + length, 0);
  const offsets = new Int32Array(rows + 1);
  const bytes = new Uint8Array(columns.reduce((sum, column) => sum + sizeOf(column), 0));
  let [row, end] = [0, 0];
  for (const column of columns) {
    const from = column.offsets[0] ?? 0;
    bytes.set(column.bytes.subarray(from, from + sizeOf(column)), end);
    for (let i = 0; i < column.length; i++) offsets[++row] = end + (column.offsets[i + 1] ?? 0) - from;
    end += sizeOf(column);
  }
  return new TextColumn(offsets, bytes, joinedValidity(columns));
}

function sizeOf({ offsets, length }: TextColumn): number {
  return (offsets[length] ?? 0) - (offsets[0] ?? 0);
}

function joinedValidity(columns: readonly { readonly length: number; readonly validity: Validity }[]): Validity {
  if (columns.every(({ validity }) => validity === undefined)) return undefined;
  const validity = emptyValidity(columns.reduce((sum, { length }) => sum + length, 0));
  let row = 0;
  for (const column of columns) {
    for (let i = 0; i < column.length; i++, row++) if (isValid(column.validity, i)) setValid(validity, row);
  }
  return validity;
}

function isText(type: unknown): boolean {
  const dictionary = typeof type === "object" && type !== null && "dictionary" in type ? type.dictionary : undefined;
  return typeof dictionary === "object" && dictionary !== null && "typeId" in dictionary && dictionary.typeId === 5;
}

function isVector(value: unknown): value is ArrowVectorLike {
  return typeof value === "object" && value !== null && "length" in value && "data" in value;
}
