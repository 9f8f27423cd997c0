import type { BehaviorError } from "../../errors/behavior-error.ts";
import type { ByteReader } from "./byte-reader.ts";
import { invalidPickle } from "./pickle-errors.ts";
import type { PickleValue } from "./pickle-value.ts";

/** What a pickle has made so far: a stack with marks, and what it keeps to be named again. */
export class PickleStack {
  private readonly values: PickleValue[] = [];
  /** Heights of the stack at which lists of arguments begin. */
  private readonly marks: number[] = [];
  private readonly memo: PickleValue[] = [];
  private readonly reader: ByteReader;

  /** The reader only says where it is, for what goes wrong. */
  constructor(reader: ByteReader) {
    this.reader = reader;
  }

  push(value: PickleValue): void {
    this.values.push(value);
  }

  mark(): void {
    this.marks.push(this.values.length);
  }

  /** A pickle numbers what it keeps one by one; a number far beyond is a trick to fill the memory. */
  keep(key: number): void {
    if (!Number.isInteger(key) || key < 0 || key > this.memo.length + 4096)
      throw this.invalid(`a reference kept as ${key}`);
    this.memo[key] = this.top();
  }

  remembered(key: number): PickleValue {
    const value = this.memo[key];
    if (value === undefined) throw this.invalid(`a reference to ${key}, which was not kept`);
    return value;
  }

  top(): PickleValue {
    const { values, marks } = this;
    const value = values[values.length - 1];
    if (value === undefined || marks[marks.length - 1] === values.length) throw this.invalid("an empty stack");
    return value;
  }

  pop(): PickleValue {
    const value = this.top();
    this.values.pop();
    return value;
  }

  /** Takes off a value, or the mark that is on top. */
  drop(): void {
    if (this.marks.at(-1) === this.values.length) this.marks.pop();
    else this.pop();
  }

  popMany(count: number): PickleValue[] {
    const values = new Array<PickleValue>(count);
    for (let i = count - 1; i >= 0; i--) values[i] = this.pop();
    return values;
  }

  popToMark(): PickleValue[] {
    const at = this.marks.pop();
    if (at === undefined) throw this.invalid("no mark");
    return this.values.splice(at);
  }

  /** Keeps what is on top under the next number. */
  keepNext(): void {
    this.memo.push(this.top());
  }

  private invalid(found: string): BehaviorError {
    return invalidPickle(found, this.reader.at);
  }
}
