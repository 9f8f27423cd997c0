import { keyKind, keyOf } from "../values/value-key.ts";

/** A table from values of any kind to numbers other than 0, by the equality of checks. */
export interface ValueTable {
  /** Number of distinct values. */
  readonly size: number;
  /** Changes what is held for a value; 0 is held for a new one. */
  readonly update: (value: unknown, change: (held: number) => number) => void;
  /** Visits every value with what is held for it. */
  readonly forEach: (visit: (value: unknown, held: number) => void) => void;
  /** Visits what is held, without making the values. */
  readonly forEachHeld: (visit: (held: number) => void) => void;
}

/** A table of few values: numbers and bigints are one by value, instants by time, nested values by their JSON. */
export class ValueMap implements ValueTable {
  private readonly maps = { plain: newMap(), date: newMap(), nested: newMap() };

  get size(): number {
    return this.maps.plain.size + this.maps.date.size + this.maps.nested.size;
  }

  update(value: unknown, change: (held: number) => number): void {
    const map = this.maps[keyKind(value)];
    const key = keyOf(value);
    const entry = map.get(key);
    if (entry === undefined) map.set(key, { value, held: change(0) });
    else entry.held = change(entry.held);
  }

  forEach(visit: (value: unknown, held: number) => void): void {
    for (const map of Object.values(this.maps)) for (const { value, held } of map.values()) visit(value, held);
  }

  forEachHeld(visit: (held: number) => void): void {
    this.forEach((_, held) => {
      visit(held);
    });
  }
}

function newMap(): Map<unknown, { readonly value: unknown; held: number }> {
  return new Map();
}
