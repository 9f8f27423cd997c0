import { keyOf } from "../values/value-key.ts";
import { plainKey } from "../values/value-set.ts";
import { NumberTable } from "./number-table.ts";
import { TextTable, utf8Of } from "./text-table.ts";
import type { ValueTable } from "./value-map.ts";

/** A table of many values, which keeps numbers and texts in typed arrays: by value, by time and by JSON as `ValueMap` does. */
export class KeyTable implements ValueTable {
  /** The numbers, for tight loops. */
  readonly numbers = new NumberTable();
  /** The instants, in milliseconds. */
  readonly instants = new NumberTable();
  /** The texts, as UTF-8. */
  readonly texts = new TextTable();
  private readonly others = new Map<unknown, number>();
  private readonly nested = new Map<unknown, { readonly value: unknown; held: number }>();

  get size(): number {
    return this.numbers.size + this.instants.size + this.texts.size + this.others.size + this.nested.size;
  }

  update(value: unknown, change: (held: number) => number): void {
    const key = typeof value === "object" ? value : plainKey(value);
    if (typeof key === "number") updateNumber(this.numbers, key, change);
    else if (value instanceof Date) updateNumber(this.instants, value.getTime(), change);
    else if (typeof key === "object") this.updateNested(value, change);
    else this.updateOther(key, change);
  }

  forEach(visit: (value: unknown, held: number) => void): void {
    this.numbers.forEach(visit);
    this.instants.forEach((milliseconds, held) => visit(new Date(milliseconds), held));
    this.texts.forEach(visit);
    this.others.forEach((held, key) => visit(key, held));
    for (const { value, held } of this.nested.values()) visit(value, held);
  }

  forEachHeld(visit: (held: number) => void): void {
    this.numbers.forEach((_, held) => visit(held));
    this.instants.forEach((_, held) => visit(held));
    this.texts.forEachHeld(visit);
    this.others.forEach(visit);
    for (const { held } of this.nested.values()) visit(held);
  }

  private updateOther(value: unknown, change: (held: number) => number): void {
    const bytes = typeof value === "string" ? utf8Of(value) : undefined;
    if (bytes === undefined) {
      this.others.set(value, change(this.others.get(value) ?? 0));
      return;
    }
    const key = this.texts.keyOf(bytes);
    this.texts.set(key, change(this.texts.get(key)));
  }

  private updateNested(value: unknown, change: (held: number) => number): void {
    const key = keyOf(value);
    const entry = this.nested.get(key);
    if (entry === undefined) this.nested.set(key, { value, held: change(0) });
    else entry.held = change(entry.held);
  }
}

function updateNumber(table: NumberTable, key: number, change: (held: number) => number): void {
  const slot = table.slotOf(key);
  table.set(slot, key, change(table.get(slot)));
}
