import { DataError } from "../errors/data-error.ts";

/** Where and why a text is not JSON; `at` counts UTF-16 units from 0. */
export class JsonFault extends DataError {
  readonly at: number;
  readonly expected: string;

  constructor(at: number, expected: string) {
    super({ code: "invalidJson", what: `${expected} is missing`, where: `character ${at + 1}` });
    this.at = at;
    this.expected = expected;
  }
}

const DEEPEST = 500;

/**
 * Parses JSON where `JSON.parse` cannot serve: it says where a text goes wrong, keeps whole numbers beyond 2^53 in the fields of an object as bigints, and
 * takes `NaN`, `Infinity` and `-Infinity`, which Python writes.
 *
 * @throws {JsonFault}
 */
export function parseJson(text: string): unknown {
  return new Parser(text).document();
}

const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?/iy;
const wordPattern = /-?[a-z]+/iy;
// eslint-disable-next-line no-control-regex -- JSON forbids bare control characters
const stringPattern = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"/y;

const words: ReadonlyMap<string, unknown> = /* @__PURE__ */ new Map<string, unknown>([
  ["true", true],
  ["false", false],
  ["null", null],
  ["NaN", NaN],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
]);

class Parser {
  private readonly text: string;
  private at = 0;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  document(): unknown {
    const value = this.value();
    this.skipBlanks();
    if (this.at < this.text.length) throw new JsonFault(this.at, "the end of the line");
    return value;
  }

  private value(): unknown {
    this.skipBlanks();
    const first = this.text[this.at];
    if (first === "{") return this.nested(() => this.object());
    if (first === "[") return this.nested(() => this.array());
    if (first === '"') return this.string();
    const word = this.match(wordPattern);
    if (word !== undefined) {
      if (!words.has(word)) throw new JsonFault(this.at, "a value");
      this.at += word.length;
      return words.get(word);
    }
    return this.number();
  }

  private nested<T>(parse: () => T): T {
    if (++this.depth > DEEPEST) throw new JsonFault(this.at, `at most ${DEEPEST} levels`);
    this.at++;
    const value = parse();
    this.depth--;
    return value;
  }

  private object(): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    if (this.takes("}")) return object;
    for (;;) {
      this.skipBlanks();
      if (this.text[this.at] !== '"') throw new JsonFault(this.at, "a name in double quotes");
      const name = this.string();
      if (!this.takes(":")) throw new JsonFault(this.at, "a colon");
      const value = this.value();
      Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true });
      if (this.takes("}")) return object;
      if (!this.takes(",")) throw new JsonFault(this.at, "a comma or a closing brace");
    }
  }

  private array(): unknown[] {
    const array: unknown[] = [];
    if (this.takes("]")) return array;
    for (;;) {
      array.push(this.value());
      if (this.takes("]")) return array;
      if (!this.takes(",")) throw new JsonFault(this.at, "a comma or a closing bracket");
    }
  }

  private string(): string {
    const found = this.match(stringPattern);
    if (found === undefined) throw new JsonFault(this.at, "a string that ends, its special characters escaped");
    this.at += found.length;
    return JSON.parse(found) as string;
  }

  private number(): number | bigint {
    const found = this.match(numberPattern);
    if (found === undefined) throw new JsonFault(this.at, "a value");
    this.at += found.length;
    const value = Number(found);
    return this.depth === 1 && /^-?\d+$/.test(found) && !Number.isSafeInteger(value) ? BigInt(found) : value;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0];
  }

  private takes(character: string): boolean {
    this.skipBlanks();
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private skipBlanks(): void {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? "")) this.at++;
  }
}
