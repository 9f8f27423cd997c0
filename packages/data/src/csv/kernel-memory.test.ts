import { isMlsysError } from "@mlsys/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseNumber } from "../columns/parse-number.ts";
import { TextInput } from "../sources/text-input.ts";
import { csvFormat } from "./csv-format.ts";
import type { ReadCsvOptions } from "./csv-options.ts";
import { CsvReader } from "./csv-reader.ts";
import { PlainMemory } from "./field-memory.ts";
import type { FieldMemory } from "./field-memory.ts";
import { fieldMemory, kernelMemory } from "./kernel-memory.ts";

/** What reading gives, also where it is an error. */
async function outcome(pieces: readonly string[], options: ReadCsvOptions, memory: FieldMemory): Promise<unknown> {
  const source = (async function* () {
    yield* pieces;
  })();
  const input = await TextInput.open(source, "test", { encoding: undefined, signal: undefined, record: "never" });
  try {
    const reader = await CsvReader.start(input, csvFormat("test", source, options), { memory });
    const rows = await reader.read({ maxRows: 1e9, repeats: true });
    const columns = [...reader.columns()].map(([j, column]) => [j, column.type, column.toArray()]);
    return { rows, columns, contradicted: [...reader.contradicted().keys()] };
  } catch (error) {
    return isMlsysError(error) ? `${error.code} ${error.message}` : error;
  }
}

function withKernel(): FieldMemory {
  const memory = kernelMemory();
  if (memory === undefined) throw new RangeError("this platform has no WebAssembly with SIMD");
  return memory;
}

const number = fc.oneof(
  fc.double({ noNaN: true }).map(String),
  fc.double({ noNaN: true, min: -1000, max: 1000 }).map((value) => value.toFixed(7)),
  fc.integer().map(String),
  fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }).map(String),
  fc.constantFrom(
    "",
    "-",
    ".",
    "-.5",
    "5.",
    "0",
    "-0",
    "007",
    "-00.5",
    "1e5",
    "+1",
    " 1",
    "1 ",
    "NA",
    "abc",
    "1.2.3",
    "inf",
  ),
);
const text = fc.oneof(
  fc.string({ maxLength: 40 }).map((each) => each.replace(/[",\r\n]/g, "")),
  fc.constantFrom('"a,b"', '"a""b"', '"two\nlines"', 'in"side', '""'),
);
const record = fc.tuple(number, text, number).map((cells) => cells.join(","));
const file = fc
  .tuple(
    fc.array(
      fc.oneof({ weight: 12, arbitrary: record }, fc.constantFrom("", "# note", "too,few", "a,b,c,d", '"open')),
      { maxLength: 40 },
    ),
    fc.constantFrom("\n", "\r\n", "\r"),
    fc.boolean(),
  )
  .map(([records, lineEnd, ended]) => ["x,s,y", ...records].join(lineEnd) + (ended ? lineEnd : ""));
const cuts = fc.array(fc.nat(400), { maxLength: 4 });

describe("the kernel and its twin", () => {
  it("read the same from any text, in any pieces", async () => {
    await fc.assert(
      fc.asyncProperty(file, cuts, async (whole, at) => {
        const places = [0, ...at.filter((each) => each < whole.length).sort((a, b) => a - b), whole.length];
        const pieces = places.slice(1).map((end, i) => whole.slice(places[i], end));
        for (const options of [{ comment: "#" }, { types: { x: "number" }, quote: null } as const]) {
          expect(await outcome(pieces, options, withKernel())).toEqual(
            await outcome([whole], options, new PlainMemory()),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it("read the same from a soup of characters", async () => {
    const soup = fc.string({
      unit: fc.constantFrom("1", "2", ".", "-", ",", ",", "\n", "\n", "\r", '"', "e", " ", "x", "é"),
      maxLength: 80,
    });
    await fc.assert(
      fc.asyncProperty(soup, async (whole) => {
        const options = { header: false, columns: ["a", "b"] };
        expect(await outcome([whole], options, withKernel())).toEqual(
          await outcome([whole], options, new PlainMemory()),
        );
      }),
      { numRuns: 800 },
    );
  });

  it("round alike, also where rounding is close", () => {
    const memory = withKernel();
    const plain = fc
      .tuple(fc.constantFrom("", "-"), fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.nat(24))
      .map(([sign, digits, places]) => {
        const all = digits.toString().padStart(places + 1, "0");
        return `${sign}${places === 0 ? all : `${all.slice(0, -places)}.${all.slice(-places)}`}`;
      });
    fc.assert(
      fc.property(fc.array(plain, { minLength: 1, maxLength: 20 }), (numbers) => {
        const values = new Float64Array(numbers.length);
        const bytes = new TextEncoder().encode(numbers.join(","));
        memory.reserveBytes(bytes.length);
        memory.reserveFields(numbers.length, numbers.length);
        memory.bytes.set(bytes);
        let at = 0;
        numbers.forEach((each, i) => {
          memory.starts[i] = at;
          memory.ends[i] = at + each.length;
          at += each.length + 1;
        });
        for (let from = 0; from < numbers.length; from++) {
          const batch = { width: 1, count: numbers.length };
          const taken = memory.kernel?.numbers(batch, 0, from, { values, at: from, strict: false }) ?? 0;
          for (let i = from; i < from + taken; i++) expect(values[i]).toBe(Number(numbers[i]));
          from += taken;
        }
        for (let i = 0; i < numbers.length; i++) {
          expect(parseNumber(bytes, memory.starts[i] ?? 0, memory.ends[i] ?? 0)).toBe(Number(numbers[i]));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("go on without the kernel where WebAssembly is missing", async () => {
    const { WebAssembly: held } = globalThis as unknown as { WebAssembly?: unknown };
    Reflect.deleteProperty(globalThis, "WebAssembly");
    try {
      expect(fieldMemory()).toBeInstanceOf(PlainMemory);
      expect(await outcome(["x,y\n1,2\n"], {}, fieldMemory())).toMatchObject({ rows: 1 });
    } finally {
      Object.defineProperty(globalThis, "WebAssembly", { value: held, configurable: true, writable: true });
    }
  });

  it("read records of many fields, and longer than the memory at first", async () => {
    const wide = Array.from({ length: 70_000 }, (_, i) => String(i)).join(",");
    const long = `"${"long ".repeat(100_000)}"`;
    for (const memory of [withKernel(), new PlainMemory()]) {
      expect(await outcome([`${wide}\n`, `${wide}\n${wide}\n`], { header: false }, memory)).toMatchObject({ rows: 3 });
    }
    for (const memory of [withKernel(), new PlainMemory()]) {
      expect(await outcome([`x,y\n1,${long}\n2,b\n`], {}, memory)).toMatchObject({ rows: 2 });
    }
  });
});
