/** Records what a source gives, so that it can be read again from its start, until recording stops. */
export class Replay {
  private recorded: Uint8Array[] | undefined = [];
  private readonly live: AsyncIterator<Uint8Array>;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.live = chunks[Symbol.asyncIterator]();
  }

  /** Forgets what was recorded; the reader under way goes on with what is left. */
  stopRecording(): void {
    this.recorded = undefined;
  }

  /** From the start, as long as recording lasts. One reader at a time. */
  async *read(): AsyncGenerator<Uint8Array, void, undefined> {
    for (let i = 0; this.recorded !== undefined && i < this.recorded.length; i++) {
      const chunk = this.recorded[i];
      if (chunk !== undefined) yield chunk;
    }
    for (;;) {
      const next = await this.live.next();
      if (next.done === true) return;
      this.recorded?.push(next.value.slice());
      yield next.value;
    }
  }

  /** Ends the source. */
  async close(): Promise<void> {
    this.recorded = undefined;
    await this.live.return?.();
  }
}
