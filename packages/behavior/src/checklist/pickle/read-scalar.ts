import type { ByteReader } from "./byte-reader.ts";
import { invalidPickle } from "./pickle-errors.ts";
import type { PickleValue } from "./pickle-value.ts";

/** The number, text or bytes that an instruction holds; undefined for instructions that hold none. */
export function readScalar(code: number, reader: ByteReader): PickleValue | undefined {
  switch (code) {
    case 0x58:
      return reader.text(reader.uint32()); // BINUNICODE
    case 0x8c:
      return reader.text(reader.byte()); // SHORT_BINUNICODE
    case 0x8d:
      return reader.text(reader.length64()); // BINUNICODE8
    case 0x4b:
      return reader.byte(); // BININT1
    case 0x4d:
      return reader.uint16(); // BININT2
    case 0x4a:
      return reader.int32(); // BININT
    case 0x47:
      return reader.float64(); // BINFLOAT
    case 0x4e:
      return null; // NONE
    case 0x88:
      return true; // NEWTRUE
    case 0x89:
      return false; // NEWFALSE
    case 0x8a:
      return longOf(reader.raw(reader.byte())); // LONG1
    case 0x8b:
      return longOf(reader.raw(reader.uint32())); // LONG4
    case 0x43:
      return reader.raw(reader.byte()); // SHORT_BINBYTES
    case 0x42:
      return reader.raw(reader.uint32()); // BINBYTES
    case 0x8e:
    case 0x96:
      return reader.raw(reader.length64()); // BINBYTES8, BYTEARRAY8
    case 0x55:
      return reader.latin1(reader.byte()); // SHORT_BINSTRING
    case 0x54:
      return reader.latin1(reader.uint32()); // BINSTRING
    case 0x56:
      return unescaped(reader.line()); // UNICODE
    case 0x53:
      return unescaped(reader.line().slice(1, -1)); // STRING
    case 0x49:
      return decimal(reader.line(), reader.at); // INT
    case 0x4c:
      return decimal(reader.line().replace(/L$/, ""), reader.at); // LONG
    case 0x46:
      return Number(reader.line()); // FLOAT
    default:
      return undefined;
  }
}

function decimal(text: string, at: number): PickleValue {
  if (text === "00" || text === "01") return text === "01";
  if (!/^-?\d+$/.test(text)) throw invalidPickle("a number that is none", at);
  return narrowed(BigInt(text));
}

/** Little-endian two's complement. */
function longOf(bytes: Uint8Array): PickleValue {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i] as number);
  return narrowed(BigInt.asIntN(8 * bytes.length, value));
}

function narrowed(value: bigint): number | bigint {
  const narrow = Number(value);
  return Number.isSafeInteger(narrow) ? narrow : value;
}

/** What `repr` and Python's raw unicode write for characters that a line cannot hold. */
function unescaped(text: string): string {
  const plain: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };
  return text.replace(/\\(?<escape>U[\da-f]{8}|u[\da-f]{4}|x[\da-f]{2}|.)/gi, (_, escape: string) =>
    escape.length > 1 ? String.fromCodePoint(parseInt(escape.slice(1), 16)) : (plain[escape] ?? escape),
  );
}
