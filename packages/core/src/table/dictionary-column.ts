import { Column } from "./column.ts";
import type { TextColumn } from "./text-column.ts";
import { sliceValidity, takeValidity } from "./validity.ts";
import type { Validity } from "./validity.ts";

/** The arrays that can hold the codes of a dictionary. */
export type CodeArray = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array;

/** A column of text with few distinct values: a code a value, and the dictionary that the codes point into. */
export class DictionaryColumn extends Column<string> {
  readonly type = "dictionary";
  /** The position of each value in the dictionary; what stands at a missing one is arbitrary. */
  readonly codes: CodeArray;
  /** The distinct texts. */
  readonly dictionary: TextColumn;
  private strings: readonly string[] | undefined;

  /**
   * @param codes - positions in the dictionary; taken as they are.
   * @param dictionary - the distinct texts.
   * @param validity - bit i is 1 where value i is present. Default: all are.
   */
  constructor(codes: CodeArray, dictionary: TextColumn, validity?: Validity) {
    super(codes.length, validity);
    this.codes = codes;
    this.dictionary = dictionary;
  }

  /** The distinct texts as strings, made once. */
  get categories(): readonly string[] {
    return (this.strings ??= this.dictionary.toArray().map((text) => text ?? ""));
  }

  get byteLength(): number {
    return this.codes.byteLength + this.dictionary.byteLength + (this.validity?.byteLength ?? 0);
  }

  take(indices: ArrayLike<number>): DictionaryColumn {
    const codes = new (this.codes.constructor as new (size: number) => CodeArray)(indices.length);
    for (let i = 0; i < indices.length; i++) codes[i] = this.codes[indices[i] ?? 0] ?? 0;
    return this.withCodes(codes, takeValidity(this.validity, indices));
  }

  slice(start: number, end: number): DictionaryColumn {
    return this.withCodes(this.codes.subarray(start, end), sliceValidity(this.validity, start, end));
  }

  protected valueAt(i: number): string {
    return this.categories[this.codes[i] ?? 0] ?? "";
  }

  private withCodes(codes: CodeArray, validity: Validity): DictionaryColumn {
    const column = new DictionaryColumn(codes, this.dictionary, validity);
    column.strings = this.strings;
    return column;
  }
}
