/** A node that waits to be split. */
interface Waiting {
  readonly gain: number;
}

/** A binary heap that gives the largest gain first. Which of equal ones comes first is that of Python's heaps. */
export class SplitQueue<Node extends Waiting> {
  private readonly nodes: Node[] = [];

  get size(): number {
    return this.nodes.length;
  }

  push(node: Node): void {
    this.nodes.push(node);
    this.rise(0, this.nodes.length - 1);
  }

  pop(): Node | undefined {
    const last = this.nodes.pop();
    const top = this.nodes[0];
    if (last === undefined || top === undefined) return last;
    this.nodes[0] = last;
    let hole = 0;
    for (let child = 1; child < this.nodes.length; child = 2 * hole + 1) {
      const right = child + 1;
      if (right < this.nodes.length && !(this.gain(child) > this.gain(right))) child = right;
      this.nodes[hole] = this.nodes[child] as Node;
      hole = child;
    }
    this.nodes[hole] = last;
    this.rise(0, hole);
    return top;
  }

  /** All that still wait. */
  drain(): readonly Node[] {
    return this.nodes.splice(0);
  }

  private rise(top: number, from: number): void {
    const node = this.nodes[from] as Node;
    let at = from;
    while (at > top) {
      const parent = (at - 1) >> 1;
      if (!(node.gain > this.gain(parent))) break;
      this.nodes[at] = this.nodes[parent] as Node;
      at = parent;
    }
    this.nodes[at] = node;
  }

  private gain(at: number): number {
    return (this.nodes[at] as Node).gain;
  }
}
