import { hashOf } from "../inputs/distinct-inputs.ts";
import type { InputHashes } from "../inputs/distinct-inputs.ts";
import { isTexts } from "../inputs/key-of.ts";

/** Inputs are turned to JSON so many at a time: one by one takes several times as long. */
const TOGETHER = 1024;
const ROOM = 1 << 21;
const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const HEAD = '{"id":"0123456789abcdef","input":';
const TAIL = "}\n";
const ID_AT = HEAD.indexOf("0");
const encoder = /* @__PURE__ */ new TextEncoder();

/** Lines `{"id":…,"input":…}` of inputs as UTF-8, many at a time, in memory that is used again for the next. */
export function* rawLines(inputs: readonly unknown[], hashes: InputHashes): Generator<Uint8Array> {
  let bytes = new Uint8Array(ROOM);
  let at = 0;
  for (let from = 0; from < inputs.length; from += TOGETHER) {
    const part = inputs.slice(from, from + TOGETHER);
    const json = JSON.stringify(part);
    const most = (HEAD.length + TAIL.length) * part.length + 3 * json.length;
    if (at + most > bytes.length) {
      yield bytes.subarray(0, at);
      at = 0;
      if (most > bytes.length) bytes = new Uint8Array(most);
    }
    at = writeLines(bytes, at, part, json, from, hashes);
  }
  yield bytes.subarray(0, at);
}

/** The list's JSON is encoded behind where its lines will end up, and each input's is moved from there to its line. */
function writeLines(
  bytes: Uint8Array,
  start: number,
  part: readonly unknown[],
  json: string,
  first: number,
  { low, high }: InputHashes,
): number {
  const behind = start + (HEAD.length + TAIL.length) * part.length;
  const { written } = encoder.encodeInto(json, bytes.subarray(behind));
  const isPlain = written === part.reduce<number>((sum, input) => sum + 1 + plainSize(input), 1);
  let from = behind + 1;
  let at = start;
  for (let i = 0; i < part.length; i++) {
    const to = isPlain ? from + plainSize(part[i]) : endOf(part[i], bytes, from);
    at = writeAscii(bytes, at, HEAD);
    writeId(bytes, at - HEAD.length + ID_AT, low[first + i] as number, high[first + i] as number);
    bytes.copyWithin(at, from, to);
    at = writeAscii(bytes, at + to - from, TAIL);
    from = to + 1;
  }
  return at;
}

/** How many bytes the JSON of texts takes where nothing in them is escaped or beyond ASCII, and at least; of others it is not known. */
function plainSize(input: unknown): number {
  if (typeof input === "string") return input.length + 2;
  if (!isTexts(input)) return NaN;
  let size = input.length + 1;
  for (const text of input) size += text.length + 2;
  return Math.max(2, size);
}

/** Where an input's JSON, which begins at `from`, ends. */
function endOf(input: unknown, bytes: Uint8Array, from: number): number {
  if (typeof input === "string") return endOfText(bytes, from);
  if (!isTexts(input) || input.length === 0) return from + encoder.encode(JSON.stringify([input])).length - 2;
  let end = from;
  for (let i = 0; i < input.length; i++) end = endOfText(bytes, end + 1);
  return end + 1;
}

function endOfText(bytes: Uint8Array, from: number): number {
  let end = bytes.indexOf(QUOTE, from + 1);
  while (isEscaped(bytes, end)) end = bytes.indexOf(QUOTE, end + 1);
  return end + 1;
}

function isEscaped(bytes: Uint8Array, at: number): boolean {
  let backslashes = 0;
  while (bytes[at - 1 - backslashes] === BACKSLASH) backslashes++;
  return backslashes % 2 === 1;
}

function writeAscii(bytes: Uint8Array, at: number, text: string): number {
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
  return at + text.length;
}

const DIGITS = "0123456789abcdef";

function writeId(bytes: Uint8Array, at: number, low: number, high: number): void {
  const [first, second] = idOf(low, high);
  for (let digit = 0; digit < 8; digit++) {
    bytes[at + digit] = DIGITS.charCodeAt((first >>> (28 - 4 * digit)) & 15);
    bytes[at + 8 + digit] = DIGITS.charCodeAt((second >>> (28 - 4 * digit)) & 15);
  }
}

/** The content of an input in 64 bits, in digits. */
export function inputId(input: unknown): string {
  const { low, high } = hashOf(input);
  return idOf(low, high)
    .map((half) => (half >>> 0).toString(16).padStart(8, "0"))
    .join("");
}

/** Two hashes, mixed. */
function idOf(low: number, high: number): readonly [number, number] {
  const second = mixed(high);
  return [mixed(low ^ second), second];
}

function mixed(value: number): number {
  let state = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return state ^ (state >>> 16);
}
