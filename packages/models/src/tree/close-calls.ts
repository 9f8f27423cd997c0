/**
 * The places of a split that may be the best, while figures are quick ones that are off by up to half a margin: those that are too close to
 * call. Each has a slot, and numbers by which its figure is worked out to the last bit afterwards.
 */
export class CloseCalls {
  private readonly width: number;
  private largest = -Infinity;
  count = 0;
  places = new Int32Array(4);
  /** Slots × width. */
  kept: Float64Array;

  constructor(width: number) {
    this.width = width;
    this.kept = new Float64Array(4 * width);
  }

  /** Begins a search for what is above a figure. */
  begin(above: number): void {
    this.count = 0;
    this.largest = above;
  }

  /** Takes a place, unless it is certainly not the best; its slot, or -1. */
  offer(place: number, figure: number, margin: number): number {
    if (!(figure >= this.largest - margin) || figure === -Infinity) return -1;
    if (figure > this.largest + 2 * margin) this.count = 0;
    if (figure > this.largest) this.largest = figure;
    if (this.count === this.places.length) this.grow();
    this.places[this.count] = place;
    return this.count++;
  }

  private grow(): void {
    const places = new Int32Array(2 * this.count);
    const kept = new Float64Array(2 * this.count * this.width);
    places.set(this.places);
    kept.set(this.kept);
    this.places = places;
    this.kept = kept;
  }
}
