import { isMlsysError } from "@mlsys/core";
import { FlowError } from "../flow-error.ts";

/**
 * An artifact as bytes: the letters `MLSA`, the version of the format (4 bytes), the length of the header (8 bytes), the
 * header in JSON, then the buffers one after the other, each aligned to 8 bytes so that typed arrays can be views. All
 * numbers are little-endian.
 */
export interface Container {
  /** A tree of plain JSON; see `encode.ts`. */
  readonly root: unknown;
  readonly buffers: readonly Uint8Array[];
}

const MAGIC = 0x41534c4d;
const VERSION = 1;
const PREFIX = 16;

/** The bytes of a container: a header that tells the sizes, then each buffer at an aligned place. */
export function writeContainer({ root, buffers }: Container): Uint8Array {
  const sizes = buffers.map((buffer) => buffer.byteLength);
  const header = new TextEncoder().encode(JSON.stringify({ sizes, root }));
  let at = aligned(PREFIX + header.byteLength);
  const bytes = new Uint8Array(sizes.reduce((sum, size) => sum + aligned(size), at));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, VERSION, true);
  view.setBigUint64(8, BigInt(header.byteLength), true);
  bytes.set(header, PREFIX);
  for (const buffer of buffers) {
    bytes.set(buffer, at);
    at += aligned(buffer.byteLength);
  }
  return bytes;
}

/** The buffers are views of the bytes, which must therefore start at a multiple of 8. */
export function readContainer(bytes: Uint8Array, where: string): Container {
  if (bytes.byteOffset % 8 !== 0) return readContainer(bytes.slice(), where);
  try {
    return parseContainer(bytes, where);
  } catch (error) {
    if (isMlsysError(error)) throw error;
    throw damaged(where, error instanceof Error ? error.message : "something else", error);
  }
}

/** The error of bytes that are not what was written. */
export function damaged(where: string, found: string, cause?: unknown): FlowError {
  return new FlowError({
    code: "corruptArtifact",
    what: "an artifact cannot be read",
    where,
    found,
    fix: "run the flow again, or read it with the version of @mlsys/flow that wrote it",
    cause,
  });
}

function parseContainer(bytes: Uint8Array, where: string): Container {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint32(0, true) === MAGIC ? view.getUint32(4, true) : NaN;
  if (version !== VERSION) throw damaged(where, `the format ${version} instead of ${VERSION}`);
  const length = Number(view.getBigUint64(8, true));
  const header = JSON.parse(
    new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(PREFIX, PREFIX + length)),
  ) as {
    readonly sizes: readonly number[];
    readonly root: unknown;
  };
  let at = aligned(PREFIX + length);
  const buffers = header.sizes.map((size) => {
    const buffer = bytes.subarray(at, at + size);
    if (buffer.byteLength !== size) throw damaged(where, "no end");
    at += aligned(size);
    return buffer;
  });
  return { root: header.root, buffers };
}

function aligned(size: number): number {
  return Math.ceil(size / 8) * 8;
}
