/** A stream of the Web; every `ReadableStream` is one. */
export interface WebStreamLike {
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: unknown }>;
    cancel(reason?: unknown): Promise<unknown>;
  };
}

/**
 * Where data are read from: a path, a `file:`, `http:` or `https:` URL (a string or a `URL`), a stream of bytes or strings
 * (of Node, of the Web, or any async iterable), `{ text }`, or `{ bytes }`. A name that ends in `.gz` is unpacked.
 */
export type DataSource =
  | string
  | URL
  | { readonly text: string; readonly name?: string }
  | { readonly bytes: Uint8Array; readonly name?: string }
  | AsyncIterable<Uint8Array | string>
  | WebStreamLike;
