import { ModelsError } from "../models-error.ts";

const BLOCK = 512;
/** Names of files in a bundle: no folders, nothing that climbs. */
const PLAIN_NAME = /^\w[\w.-]{0,98}$/;

/** The files as one tar archive (ustar), each time the same bytes. */
export function writeTar(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const size = [...files.values()].reduce((sum, bytes) => sum + BLOCK + padded(bytes.length), 2 * BLOCK);
  const archive = new Uint8Array(size);
  let at = 0;
  for (const [name, bytes] of files) {
    archive.set(headerOf(name, bytes.length), at);
    archive.set(bytes, at + BLOCK);
    at += BLOCK + padded(bytes.length);
  }
  return archive;
}

/** The regular files of a tar archive; names that lead out of the archive are refused. */
export function readTar(archive: Uint8Array, where: string): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (let at = 0; at + BLOCK <= archive.length;) {
    const header = archive.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) return files;
    assertChecksum(header, where);
    const size = parseInt(textOf(header, 124, 12).trim(), 8);
    const end = at + BLOCK + size;
    if (!(end <= archive.length)) throw corrupt(where, "the archive ends within a file");
    const kind = header[156];
    if (kind === 0x30 || kind === 0) {
      files.set(
        safeName(textOf(header, 345, 155), textOf(header, 0, 100), where),
        new Uint8Array(archive.subarray(at + BLOCK, end)),
      );
    }
    at += BLOCK + padded(size);
  }
  throw corrupt(where, "the archive has no end");
}

function safeName(prefix: string, name: string, where: string): string {
  const whole = (prefix === "" ? name : `${prefix}/${name}`).replace(/^\.\//, "");
  if (PLAIN_NAME.test(whole)) return whole;
  throw new ModelsError({
    code: "unsafePath",
    what: "the archive holds a file with a name that no bundle has",
    where,
    found: JSON.stringify(whole),
    fix: "take only archives that saveBundle wrote",
  });
}

function headerOf(name: string, size: number): Uint8Array {
  const header = new Uint8Array(BLOCK);
  const put = (text: string, at: number): void => header.set(new TextEncoder().encode(text), at);
  put(name, 0);
  put("0000644\0", 100);
  put("0000000\0", 108);
  put("0000000\0", 116);
  put(`${size.toString(8).padStart(11, "0")}\0`, 124);
  put("00000000000\0", 136);
  put("        ", 148);
  put("0", 156);
  put("ustar\x0000", 257);
  put(`${checksumOf(header).toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

function assertChecksum(header: Uint8Array, where: string): void {
  const blanked = new Uint8Array(header);
  blanked.fill(0x20, 148, 156);
  if (parseInt(textOf(header, 148, 8).trim(), 8) !== checksumOf(blanked)) throw corrupt(where, "a header is damaged");
}

function checksumOf(header: Uint8Array): number {
  return header.reduce((sum, byte) => sum + byte, 0);
}

function textOf(header: Uint8Array, start: number, length: number): string {
  const bytes = header.subarray(start, start + length);
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}

function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}

function corrupt(where: string, found: string): ModelsError {
  const fix = "copy the bundle again from where it is whole, or save the model again";
  return new ModelsError({ code: "corruptBundle", what: "the archive cannot be read", where, found, fix });
}
