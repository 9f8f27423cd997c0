/** What Node's `Buffer` has, as far as it is used here. */
interface NodeBuffers {
  from(memory: ArrayBufferLike, place: number, length: number): { toString(encoding: "base64"): string };
  from(text: string, encoding: "base64"): Uint8Array;
}

// Node's own functions take a thirtieth of the time.
const nodeBuffers = (): NodeBuffers | undefined => (globalThis as unknown as { readonly Buffer?: NodeBuffers }).Buffer;

/** Base64 of bytes. */
export function toBase64(bytes: Uint8Array): string {
  const node = nodeBuffers();
  return node === undefined
    ? toBase64Anywhere(bytes)
    : node.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

/** The bytes of base64 text; undefined when it is none. */
export function fromBase64(text: string): Uint8Array | undefined {
  const bytes = nodeBuffers()?.from(text, "base64");
  return bytes !== undefined && isWhole(text, bytes.length) ? bytes : fromBase64Anywhere(text);
}

/** Whether Node has read a text to its end: it leaves out what is no base64, and takes two more characters. */
function isWhole(text: string, bytes: number): boolean {
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  return bytes === (text.length / 4) * 3 - padding && !text.includes("-") && !text.includes("_");
}

/** By what browsers have too. In pieces, because arguments of one call are limited. */
export function toBase64Anywhere(bytes: Uint8Array): string {
  let binary = "";
  for (let start = 0; start < bytes.length; start += 8192) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return btoa(binary);
}

export function fromBase64Anywhere(text: string): Uint8Array | undefined {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    return undefined;
  }
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
