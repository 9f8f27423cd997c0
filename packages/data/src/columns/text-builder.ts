import { DictionaryColumn, TextColumn } from "@mlsys/core";
import type { ColumnBuilder, Refusal } from "./column-builder.ts";
import type { FieldBatch } from "./field-batch.ts";
import { MissingValues } from "./missing.ts";
import type { NullValues } from "./null-values.ts";
import { TextBuffer } from "./text-buffer.ts";
import { TextDictionary } from "./text-dictionary.ts";
import { firstInvalidByte } from "./utf8.ts";

const FEW = 1000;

/**
 * Text as UTF-8 bytes: with a dictionary while at most half of the values are distinct (the rule of core's
 * `columnFromValues`), else end to end. A field in quotes is never missing.
 */
export class TextBuilder implements ColumnBuilder {
  readonly kind = "text";
  refusal: Refusal | undefined;
  length = 0;
  private readonly nulls: NullValues;
  private readonly missing = new MissingValues();
  private dictionary: TextDictionary | undefined = new TextDictionary();
  private codes = new Int32Array(16);
  private plain: TextBuffer | undefined;

  constructor(nulls: NullValues) {
    this.nulls = nulls;
  }

  append(batch: FieldBatch, j: number, from: number): number {
    const { bytes, starts, ends, quoted, width, count } = batch;
    this.reserve(this.length + count - from);
    for (let record = from; record < count; record++) {
      const field = record * width + j;
      const start = starts[field] as number;
      const end = ends[field] as number;
      const isMissing = quoted[field] === 0 && this.nulls.has(bytes, start, end);
      if (isMissing) this.appendMissing();
      else if (!this.appendText(bytes, start, end)) {
        this.refusal = "invalidBytes";
        return record;
      }
    }
    return count;
  }

  appendNulls(count: number): void {
    this.reserve(this.length + count);
    for (let i = 0; i < count; i++) this.appendMissing();
  }

  /** Adds an empty text. */
  appendBlank(): void {
    this.reserve(this.length + 1);
    this.appendText(noBytes, 0, 0);
  }

  finish(): TextColumn | DictionaryColumn {
    const { dictionary, length } = this;
    const validity = this.missing.validity(length);
    if (dictionary !== undefined && dictionary.size * 2 <= length) {
      const texts = dictionary.texts.finish();
      return new DictionaryColumn(this.codes.slice(0, length), new TextColumn(texts.offsets, texts.bytes), validity);
    }
    const { offsets, bytes } = (this.plain ?? this.spelledOut()).finish();
    return new TextColumn(offsets, bytes, validity);
  }

  private appendText(bytes: Uint8Array, start: number, end: number): boolean {
    if (this.dictionary !== undefined) {
      const known = this.dictionary.size;
      const code = this.dictionary.codeOf(bytes, start, end);
      if (this.dictionary.size > known && firstInvalidByte(bytes, start, end) < end) return false;
      this.codes[this.length++] = code;
      if (this.dictionary.size > FEW && this.dictionary.size * 2 > this.length) this.toPlain();
      return true;
    }
    if (firstInvalidByte(bytes, start, end) < end) return false;
    this.plain?.push(bytes, start, end);
    this.length++;
    return true;
  }

  private appendMissing(): void {
    this.missing.mark(this.length);
    if (this.dictionary !== undefined) this.codes[this.length] = 0;
    else this.plain?.push(noBytes, 0, 0);
    this.length++;
  }

  private toPlain(): void {
    this.plain = this.spelledOut();
    this.dictionary = undefined;
    this.codes = new Int32Array(0);
  }

  private spelledOut(): TextBuffer {
    const plain = new TextBuffer();
    const texts = this.dictionary?.texts;
    for (let i = 0; i < this.length; i++) {
      const code = this.codes[i] as number;
      if (texts === undefined || this.missing.has(i)) plain.push(noBytes, 0, 0);
      else plain.push(texts.bytes, texts.startOf(code), texts.startOf(code + 1));
    }
    return plain;
  }

  private reserve(length: number): void {
    if (this.dictionary === undefined || length <= this.codes.length) return;
    const grown = new Int32Array(Math.max(length, this.codes.length * 2));
    grown.set(this.codes);
    this.codes = grown;
  }
}

const noBytes = /* @__PURE__ */ new Uint8Array(0);
