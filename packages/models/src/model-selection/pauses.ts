import { throwIfAborted, yieldToEventLoop } from "@mlsys/core";
import { asModelsError } from "../internal/features.ts";

/** How long others may wait for their turn. */
const TURN_MS = 10;

/** The pauses of a long run: lets others work now and then, and stops when asked to. */
export class Pauses {
  private readonly owner: string;
  private readonly signal: AbortSignal | undefined;
  private until = 0;

  constructor(owner: string, signal: AbortSignal | undefined) {
    this.owner = owner;
    this.signal = signal;
  }

  /** Before each piece of work. */
  async next(): Promise<void> {
    try {
      throwIfAborted(this.signal, this.owner);
      if (performance.now() < this.until) return;
      await yieldToEventLoop();
      throwIfAborted(this.signal, this.owner);
      this.until = performance.now() + TURN_MS;
    } catch (error) {
      throw asModelsError(error, this.owner);
    }
  }
}
