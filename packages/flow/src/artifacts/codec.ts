/**
 * Teaches a flow to store values that are neither plain data nor tables nor matrices, for example fitted models: how to
 * recognise one, how to write it as plain data, and how to make it again.
 */
export interface ArtifactCodec<T = unknown> {
  /** Stands in the store; the same for as long as the form of the plain data is the same. */
  readonly name: string;
  accepts(value: unknown): value is T;
  /** To plain data: what JSON knows, typed arrays, dates, maps, sets, tables, matrices. */
  encode(value: T): unknown;
  decode(plain: unknown): T;
}

/**
 * States a codec; only for its types.
 *
 * @param codec - name, test, and both directions.
 * @returns the codec.
 *
 * @example
 * ```ts
 * import { artifactCodec } from "@mlsys/flow";
 *
 * const urls = artifactCodec({
 *   name: "url",
 *   accepts: (value) => value instanceof URL,
 *   encode: (url) => url.href,
 *   decode: (href: string) => new URL(href),
 * });
 * urls.decode(urls.encode(new URL("https://example.org/"))).host; // => "example.org"
 * ```
 */
export function artifactCodec<T, Plain>(codec: {
  readonly name: string;
  readonly accepts: (value: unknown) => value is T;
  readonly encode: (value: T) => Plain;
  readonly decode: (plain: Plain) => T;
}): ArtifactCodec<T> {
  return codec;
}
