import { draws } from "./draws/draws.ts";
import type { Mt19937 } from "./mt19937.ts";

/** An array that `shuffle` can work on. */
export type MutableArrayLike<T> = { readonly length: number; [index: number]: T };

/** Shorter arrays are shuffled draw by draw. */
const WORTH_A_BLOCK = 512;

/** Shuffles in place, from the top down, by one draw a place. */
export function shuffle<T>(array: MutableArrayLike<T>, bits: Mt19937): void {
  // An array that runs code of its own might use the generator meanwhile.
  if (array.length < WORTH_A_BLOCK || !(ArrayBuffer.isView(array) || Array.isArray(array))) {
    for (let top = array.length - 1; top > 0; top--) exchange(array, top, bits.interval(top));
    return;
  }
  const bulk = draws();
  bulk.open(bits);
  for (let top = array.length - 1; top > 0;) {
    const count = bulk.descend(top);
    exchangeBlock(array, top, bulk.drawn, count);
    top -= count;
  }
  bulk.close(bits);
}

/** Between the loops, as V8 would else put the inner one into a version of the outer one that is compiled in haste, and stays. */
function exchangeBlock<T>(array: MutableArrayLike<T>, top: number, drawn: Int32Array, count: number): void {
  if (array instanceof Int32Array) exchangeIntegers(array, top, drawn, count);
  else if (array instanceof Uint8Array) exchangeBytes(array, top, drawn, count);
  else for (let at = 0; at < count; at++) exchange(array, top - at, drawn[at] as number);
}

function exchange<T>(array: MutableArrayLike<T>, i: number, j: number): void {
  const held = array[i] as T;
  array[i] = array[j] as T;
  array[j] = held;
}

// A loop that meets one kind of array only is several times as fast: the usual kinds have their own.

function exchangeIntegers(array: Int32Array, top: number, drawn: Int32Array, count: number): void {
  let i = top;
  for (let at = 0; at < count; at++) {
    const j = drawn[at] as number;
    const held = array[i] as number;
    array[i] = array[j] as number;
    array[j] = held;
    i -= 1;
  }
}

function exchangeBytes(array: Uint8Array, top: number, drawn: Int32Array, count: number): void {
  let i = top;
  for (let at = 0; at < count; at++) {
    const j = drawn[at] as number;
    const held = array[i] as number;
    array[i] = array[j] as number;
    array[j] = held;
    i -= 1;
  }
}
