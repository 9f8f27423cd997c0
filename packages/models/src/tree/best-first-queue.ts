/** A binary heap that gives the largest first. Which of equal ones comes first is that of C++'s heaps, and part of the result. */
export class BestFirstQueue<Item> {
  private readonly items: Item[] = [];
  private readonly keys: number[] = [];

  push(item: Item, key: number): void {
    this.items.push(item);
    this.keys.push(key);
    this.rise(this.items.length - 1, item, key);
  }

  pop(): Item | undefined {
    const top = this.items[0];
    const item = this.items.pop();
    const key = this.keys.pop();
    if (item === undefined || key === undefined || this.items.length === 0) return top;
    // The hole at the top sinks to the bottom, always along the larger child; then the last item rises from there.
    const last = this.items.length;
    let hole = 0;
    for (let child = 2; child <= last; child = 2 * hole + 2) {
      if (child === last || this.key(child) < this.key(child - 1)) child -= 1;
      this.move(hole, child);
      hole = child;
    }
    this.rise(hole, item, key);
    return top;
  }

  private rise(from: number, item: Item, key: number): void {
    let hole = from;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (!(this.key(parent) < key)) break;
      this.move(hole, parent);
      hole = parent;
    }
    this.items[hole] = item;
    this.keys[hole] = key;
  }

  private key(at: number): number {
    return this.keys[at] as number;
  }

  private move(to: number, from: number): void {
    this.items[to] = this.items[from] as Item;
    this.keys[to] = this.keys[from] as number;
  }
}
