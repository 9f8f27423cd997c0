import type { RowArena } from "../../internal/row-loops/row-arena.ts";
import { histogramBytes, SLOTS } from "../../internal/row-loops/boosting-layout.ts";

/** For each feature and bin the sums of the derivatives of the rows in it, and their number. */
export interface Histograms {
  /** The sum of gradients of bin b of feature j is at 2 · (256 j + b), that of hessians behind it. */
  readonly sums: Float64Array;
  readonly counts: Int32Array;
}

/** Histograms where the loops find them (an address), or aside until they are needed again. */
export type StoredHistograms = number | Uint8Array;

/** Most histograms that loops find at a time. */
const MOST = 64;
/** To split a node, its own histograms and those of a child are needed. */
const NEEDED = 3;

/** Places for as many histograms as a tree of so many leaves keeps. */
export const placesFor = (leaves: number): number => Math.min(MOST, leaves + NEEDED);

/** Hands out places for histograms, over and over, and puts aside what finds none. */
export class HistogramStore {
  private readonly places = new Map<number, Uint8Array>();
  private readonly free: number[] = [];
  private readonly cols: number;

  constructor(arena: RowArena, cols: number, places: number) {
    this.cols = cols;
    for (let n = 0; n < places; n++) {
      const bytes = arena.bytes(histogramBytes(cols));
      this.places.set(bytes.byteOffset, bytes);
      this.free.push(bytes.byteOffset);
    }
  }

  /** A place for new histograms. */
  take(): number {
    return this.free.pop() ?? 0;
  }

  /** Keeps histograms for later: in their place while there are others. */
  keep(address: number): StoredHistograms {
    if (this.free.length >= NEEDED) return address;
    const aside = this.bytesAt(address).slice();
    this.release(address);
    return aside;
  }

  /** The place of what was kept. */
  find(stored: StoredHistograms): number {
    if (typeof stored === "number") return stored;
    const address = this.take();
    this.bytesAt(address).set(stored);
    return address;
  }

  /** Takes a place back that nobody needs any more. */
  release(stored: StoredHistograms | undefined): void {
    if (typeof stored === "number") this.free.push(stored);
  }

  /** The figures at a place. */
  at(address: number): Histograms {
    const { buffer } = this.bytesAt(address);
    const slots = this.cols * SLOTS;
    return {
      sums: new Float64Array(buffer, address, 2 * slots),
      counts: new Int32Array(buffer, address + 16 * slots, slots),
    };
  }

  private bytesAt(address: number): Uint8Array {
    return this.places.get(address) as Uint8Array;
  }
}
