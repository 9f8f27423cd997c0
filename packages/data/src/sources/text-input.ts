import { byteSource } from "./byte-source.ts";
import type { ByteSource } from "./byte-source.ts";
import type { DataSource } from "./data-source.ts";
import { gunzip } from "./gunzip.ts";
import { Replay } from "./replay.ts";
import type { TextEncoding } from "./text-encoding.ts";
import { utf8Chunks } from "./utf8-chunks.ts";

type Opened = Awaited<ReturnType<ByteSource["open"]>>;

/** Text of any source as UTF-8, that can be read from its start again: a stream is recorded as it passes. */
export class TextInput {
  /** How messages call it. */
  readonly name: string;
  /** Number of bytes, where it is known. */
  readonly size: number | undefined;
  private readonly source: ByteSource;
  private readonly encoding: TextEncoding | undefined;
  private readonly signal: AbortSignal | undefined;
  private opened: Opened | undefined;
  private replay: Replay | undefined;

  private constructor(source: ByteSource, opened: Opened, options: TextInputOptions) {
    this.name = source.name;
    this.source = source;
    this.opened = opened;
    this.encoding = options.encoding;
    this.signal = options.signal;
    const isPlain = !isPacked(source.name) && (options.encoding === undefined || options.encoding === "utf-8");
    this.size = isPlain ? opened.size : undefined;
    if (options.record === "always" || (options.record === "streams" && !source.reopens)) {
      this.replay = new Replay(this.unpacked(opened));
    }
  }

  static async open(source: DataSource, owner: string, options: TextInputOptions): Promise<TextInput> {
    const bytes = byteSource(source, owner);
    return new TextInput(bytes, await bytes.open(options.signal), options);
  }

  /** The text from its start. */
  async *read(): AsyncGenerator<Uint8Array, void, undefined> {
    const chunks = this.replay?.read() ?? this.unpacked(await this.reopened());
    yield* utf8Chunks(chunks, this.encoding, this.name);
  }

  /** Says that nobody will read from the start again. */
  stopRecording(): void {
    this.replay?.stopRecording();
  }

  async close(): Promise<void> {
    await this.replay?.close();
    await this.opened?.chunks[Symbol.asyncIterator]().return?.();
  }

  private async reopened(): Promise<Opened> {
    const opened = this.opened ?? (await this.source.open(this.signal));
    this.opened = undefined;
    return opened;
  }

  private unpacked({ chunks }: Opened): AsyncIterable<Uint8Array> {
    return isPacked(this.name) ? gunzip(chunks, this.name) : chunks;
  }
}

/** Options of {@link TextInput}. */
export interface TextInputOptions {
  readonly encoding: TextEncoding | undefined;
  readonly signal: AbortSignal | undefined;
  /** Which sources are recorded: none, those that cannot be opened again, all. */
  readonly record: "never" | "streams" | "always";
}

function isPacked(name: string): boolean {
  return /\.gz$/i.test(name.replace(/[?#].*$/, ""));
}
