/**
 * Parts rows in two as the reference does, which takes a row from the end for each that goes there: the order of rows is that of its sums.
 * Where each row goes is known before, so that there is no branch to guess wrong.
 */
export class RowParting {
  /** 1 for each row of a node that goes to the left, from its first row on. */
  readonly goesLeft: Uint8Array;
  /** Places in front that rows which go to the right leave, the rows that leave them, and those that come. */
  private readonly holes: Int32Array;
  private readonly leaving: Int32Array;
  private readonly coming: Int32Array;

  constructor(rows: number) {
    this.goesLeft = new Uint8Array(rows);
    this.holes = new Int32Array(rows + 1);
    this.leaving = new Int32Array(rows + 1);
    this.coming = new Int32Array(rows + 1);
  }

  /** Parts the rows from `start` to `end`, of which those before `border` will be on the left. */
  part(samples: Int32Array, start: number, border: number, end: number): void {
    const { goesLeft, holes, leaving, coming } = this;
    if (border === end) return;
    let count = 0;
    for (let p = start; p < border; p++) {
      holes[count] = p;
      leaving[count] = samples[p] as number;
      count += 1 - (goesLeft[p - start] as number);
    }
    // From the end on, each row makes room for the one before: a row that goes to the left for the next that leaves the front.
    const first = samples[border] as number;
    leaving[count] = first;
    let row = samples[end - 1] as number;
    samples[end - 1] = leaving[0] as number;
    let found = 0;
    for (let p = end - 1; p > border; p--) {
      const isLeft = goesLeft[p - start] as number;
      coming[found] = row;
      found += isLeft;
      const next = row ^ ((row ^ (leaving[found] as number)) & -isLeft);
      row = samples[p - 1] as number;
      samples[p - 1] = next;
    }
    coming[found] = first;
    for (let at = 0; at < count; at++) samples[holes[at] as number] = coming[at] as number;
  }
}
