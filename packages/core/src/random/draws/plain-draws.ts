import type { Mt19937 } from "../mt19937.ts";
import type { Draws } from "./draws.ts";

/** How many are drawn at once: few, so that what uses them is called often, and compiled for good after a single large array. */
export const ROOM = 256;

/** Draws by the generator itself, for places without WebAssembly. Twin of kernels/draw-kernel.as. */
export class PlainDraws implements Draws {
  readonly drawn: Int32Array = new Int32Array(ROOM);
  private bits: Mt19937 | undefined;

  open(bits: Mt19937): void {
    this.bits = bits;
  }

  descend(top: number): number {
    const { bits, drawn } = this;
    if (bits === undefined) return 0;
    const count = Math.min(top, drawn.length);
    for (let at = 0; at < count; at++) drawn[at] = bits.interval(top - at);
    return count;
  }

  close(): void {
    this.bits = undefined;
  }
}
