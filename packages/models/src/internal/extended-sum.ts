/** 2²⁷ + 1 splits a double into halves whose products are exact. */
const SPLITTER = 134_217_729;

/**
 * A sum of numbers and products with twice the precision of doubles.
 *
 * @see Ogita, Rump and Oishi, Accurate sum and dot product (2005).
 */
export class ExtendedSum {
  private high = 0;
  private low = 0;

  reset(value: number): void {
    this.high = value;
    this.low = 0;
  }

  add(value: number): void {
    const before = this.high;
    const after = before + value;
    const part = after - before;
    this.high = after;
    this.low += before - (after - part) + (value - part);
  }

  addProduct(a: number, b: number): void {
    const product = a * b;
    const aShifted = a * SPLITTER;
    const bShifted = b * SPLITTER;
    const aHigh = aShifted - (aShifted - a);
    const bHigh = bShifted - (bShifted - b);
    const aLow = a - aHigh;
    const bLow = b - bHigh;
    this.low += aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
    this.add(product);
  }

  value(): number {
    return this.high + this.low;
  }
}
