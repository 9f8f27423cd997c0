import ts from "typescript";
import { expect, test } from "vitest";
import { documentationFaults } from "./documentation.ts";
import { compilerOptions } from "./program.ts";

const folder = "/fixture";

/** What the documentation lint says about one module. */
function faults(text: string): string[] {
  const file = `${folder}/index.ts`;
  const options: ts.CompilerOptions = { ...compilerOptions(), types: [] };
  const host = ts.createCompilerHost(options);
  const original = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true) : original(name, ...rest);
  const program = ts.createProgram([file], options, host);
  return documentationFaults(program, [file], folder).map((fault) => fault.replace(/^.*index\.ts:/, ""));
}

test("a documented module has no faults", () => {
  const text = `
    /** A number of things. */
    export type Count = number;
    /** What is counted. */
    export interface Things { readonly size: Count }
    /** The greatest count. */
    export const greatest: Count = 9;
    /**
     * Counts.
     *
     * @param things - what to count.
     * @returns the number.
     * @throws {RangeError} when there are too many.
     *
     * @example
     * count({ size: 1 }); // => 1
     */
    export function count(things: Things): Count {
      if (things.size > greatest) throw new RangeError();
      return things.size;
    }
    /** Counts on. */
    export class Counter {
      #count = 0;
      private step = 1;
      /** Adds one. */
      add(): void { this.#count += this.step; }
    }
  `;
  expect(faults(text)).toEqual([]);
});

test("each export has a description, and so have the public members of a class", () => {
  const text = [
    "export type A = 1;",
    "export interface B { readonly b: A }",
    "export const c = 1;",
    "export class D { d = 1; private e = 2; get f() { return this.e; } g() { return 1; } constructor(readonly h = 1) {} }",
    "function hidden() {}",
    "/** @param x - tags alone describe nothing. */",
    "export const i = 1;",
    "hidden();",
  ].join("\n");
  expect(faults(text)).toEqual([
    "1 A lacks a description",
    "2 B lacks a description",
    "4 D lacks a description",
    "4 D.d lacks a description",
    "4 D.f lacks a description",
    "4 D.g lacks a description",
    "3 c lacks a description",
    "7 i lacks a description",
  ]);
});

test("a function has @param, @returns and an @example", () => {
  const text = `/** Adds. @param a - one. */ export function add(a: number, b: number, { c }: { c: number }): number { return a + b + c; }`;
  expect(faults(text)).toEqual([
    "1 add lacks @param b",
    "1 add lacks @param of the destructured parameter",
    "1 add lacks @returns",
    "1 add lacks an @example",
  ]);
});

test("a constant that holds a function is judged like a function", () => {
  expect(faults("/** Adds. */\nexport const add = (a: number): number => a;")).toEqual([
    "2 add lacks @param a",
    "2 add lacks @returns",
    "2 add lacks an @example",
  ]);
});

test("what returns nothing needs no @returns", () => {
  const tags = "/** Does.\n @example\n does();\n */\n";
  const bodies = ["a(): void {}", "b(): never { for (;;); }", "async c(): Promise<void> {}", "d() {}"];
  const texts = bodies.map((body) => tags + `export ${body.replace(/^(async )?/, "$1function ")}`);
  expect(faults(texts.join("\n"))).toEqual([]);
});

test("overloads share their documentation", () => {
  const text = `
    /** Reads. @param a - text. @returns it. @example read("a"); */
    export function read(a: string): string;
    export function read(b: number): number;
    export function read(c: string | number): string | number { return c; }
  `;
  expect(faults(text)).toEqual(["3 read lacks @param b"]);
});

const documented = "/** Does.\n @param a - it.\n @returns it.\n @example\n x(1);\n */\n";

test("a function that throws has @throws", () => {
  expect(faults(`${documented}export function x(a: unknown): unknown { if (a === 1) throw a; return a; }`)).toEqual([
    "7 x lacks @throws: it throws in line 7",
  ]);
});

test("a function that calls what throws in its own file has @throws", () => {
  const text = `${documented}export const x = (a: unknown): unknown => check(a);
    function check(a: unknown): unknown { return refuse(a) ?? check(a); }
    function refuse(a: unknown): unknown { throw a; }`;
  expect(faults(text)).toEqual(["7 x lacks @throws: it calls check: it calls refuse: it throws in line 9"]);
});

test("a function that parses options has @throws", () => {
  const text = `declare function parseOptions(a: unknown): unknown;
${documented}export function x(a: unknown): unknown { return parseOptions(a); }`;
  expect(faults(text)).toEqual(["8 x lacks @throws: it calls parseOptions"]);
});

test("what an asynchronous callback throws is not thrown by the function, unless it is asynchronous too", () => {
  const body = "(a: unknown): unknown { return [a].map(async () => { throw a; }); }";
  expect(faults(`${documented}export function x${body}`)).toEqual([]);
  const asynchronous = `${documented}export async function x${body.replace("unknown {", "Promise<unknown> {")}`;
  expect(faults(asynchronous)).toEqual(["7 x lacks @throws: it throws in line 7"]);
});

test("what is caught, or thrown on, does not count as thrown", () => {
  const text = `${documented}export function x(a: unknown): unknown {
    try { throw a; } catch { return a; }
  }
  ${documented}export function y(a: unknown): unknown {
    try { return a; } catch (error) { throw error; }
  }`;
  expect(faults(text)).toEqual([]);
});
