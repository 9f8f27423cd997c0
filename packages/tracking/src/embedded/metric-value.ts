/** How a number is stored: SQLite turns NaN into NULL and -0 into 0, so both are marked. */
export interface StoredNumber {
  readonly kind: number;
  readonly value: number;
}

export function storedNumber(value: number): StoredNumber {
  if (Number.isNaN(value)) return { kind: 1, value: 0 };
  return { kind: Object.is(value, -0) ? 2 : 0, value };
}

export function numberOf(kind: unknown, value: unknown): number {
  return kind === 1 ? NaN : kind === 2 ? -0 : Number(value);
}
