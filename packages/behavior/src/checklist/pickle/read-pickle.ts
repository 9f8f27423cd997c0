import { showValue } from "@mlsys/core";
import { BehaviorError } from "../../errors/behavior-error.ts";
import { ByteReader } from "./byte-reader.ts";
import { isKnownGlobal, isKnownModule } from "./known-globals.ts";
import { PickleGlobal, PickleObject, PickleTuple } from "./pickle-value.ts";
import type { PickleValue } from "./pickle-value.ts";

/**
 * Reads a pickle of protocol 0 to 5 without running anything of it: what Python would import is a name, what it would call is a
 * record of the call. Names that no suite needs are refused, though they could do nothing here.
 *
 * @throws {BehaviorError} `unsafePickle` for a name that is not known; `invalidFile` for bytes that end early or are no pickle.
 * @see Python's pickletools, which documents every instruction.
 */
export function readPickle(bytes: Uint8Array): PickleValue {
  return new PickleMachine(bytes).run();
}

class PickleMachine {
  private readonly reader: ByteReader;
  private readonly stack: PickleValue[] = [];
  /** Heights of the stack at which lists of arguments begin. */
  private readonly marks: number[] = [];
  private readonly memo: PickleValue[] = [];

  constructor(bytes: Uint8Array) {
    this.reader = new ByteReader(bytes);
  }

  run(): PickleValue {
    const { reader } = this;
    for (;;) {
      const at = reader.at;
      const code = reader.byte();
      if (code === 0x2e) return this.pop();
      if (!this.scalar(code) && !this.container(code) && !this.named(code))
        throw this.invalid(`instruction ${code}`, at);
    }
  }

  /** Numbers, texts and bytes. */
  private scalar(code: number): boolean {
    const { reader } = this;
    const push = (value: PickleValue): true => {
      this.stack.push(value);
      return true;
    };
    switch (code) {
      case 0x58:
        return push(reader.text(reader.uint32())); // BINUNICODE
      case 0x8c:
        return push(reader.text(reader.byte())); // SHORT_BINUNICODE
      case 0x8d:
        return push(reader.text(reader.length64())); // BINUNICODE8
      case 0x4b:
        return push(reader.byte()); // BININT1
      case 0x4d:
        return push(reader.uint16()); // BININT2
      case 0x4a:
        return push(reader.int32()); // BININT
      case 0x47:
        return push(reader.float64()); // BINFLOAT
      case 0x4e:
        return push(null); // NONE
      case 0x88:
        return push(true); // NEWTRUE
      case 0x89:
        return push(false); // NEWFALSE
      case 0x8a:
        return push(longOf(reader.raw(reader.byte()))); // LONG1
      case 0x8b:
        return push(longOf(reader.raw(reader.uint32()))); // LONG4
      case 0x43:
        return push(reader.raw(reader.byte())); // SHORT_BINBYTES
      case 0x42:
        return push(reader.raw(reader.uint32())); // BINBYTES
      case 0x8e:
      case 0x96:
        return push(reader.raw(reader.length64())); // BINBYTES8, BYTEARRAY8
      case 0x55:
        return push(reader.latin1(reader.byte())); // SHORT_BINSTRING
      case 0x54:
        return push(reader.latin1(reader.uint32())); // BINSTRING
      case 0x56:
        return push(unescaped(reader.line())); // UNICODE
      case 0x53:
        return push(unescaped(reader.line().slice(1, -1))); // STRING
      case 0x49:
        return push(this.decimal(reader.line())); // INT
      case 0x4c:
        return push(this.decimal(reader.line().replace(/L$/, ""))); // LONG
      case 0x46:
        return push(Number(reader.line())); // FLOAT
      default:
        return false;
    }
  }

  /** Lists, tuples, dicts and sets, the stack and the memo. */
  private container(code: number): boolean {
    const { reader, stack, memo } = this;
    switch (code) {
      case 0x71:
        memo[reader.byte()] = this.top(); // BINPUT
        return true;
      case 0x72:
        this.keep(reader.uint32()); // LONG_BINPUT
        return true;
      case 0x70:
        this.keep(Number(reader.line())); // PUT
        return true;
      case 0x94:
        memo.push(this.top()); // MEMOIZE
        return true;
      case 0x68:
        stack.push(this.remembered(reader.byte())); // BINGET
        return true;
      case 0x6a:
        stack.push(this.remembered(reader.uint32())); // LONG_BINGET
        return true;
      case 0x67:
        stack.push(this.remembered(Number(reader.line()))); // GET
        return true;
      case 0x28:
        this.marks.push(stack.length); // MARK
        return true;
      case 0x5d:
        stack.push([]); // EMPTY_LIST
        return true;
      case 0x7d:
        stack.push(new Map()); // EMPTY_DICT
        return true;
      case 0x29:
        stack.push(new PickleTuple([])); // EMPTY_TUPLE
        return true;
      case 0x8f:
        stack.push(new Set()); // EMPTY_SET
        return true;
      case 0x85:
      case 0x86:
      case 0x87:
        stack.push(new PickleTuple(this.popMany(code - 0x84))); // TUPLE1 to TUPLE3
        return true;
      case 0x74:
        stack.push(new PickleTuple(this.popToMark())); // TUPLE
        return true;
      case 0x6c:
        stack.push(this.popToMark()); // LIST
        return true;
      case 0x91:
        stack.push(new Set(this.popToMark())); // FROZENSET
        return true;
      case 0x64:
        this.putEntries(new Map(), this.popToMark(), true); // DICT
        return true;
      case 0x61:
        this.append([this.pop()]); // APPEND
        return true;
      case 0x65:
      case 0x90:
        this.append(this.popToMark()); // APPENDS, ADDITEMS
        return true;
      case 0x73:
        this.setEntries(this.popMany(2)); // SETITEM
        return true;
      case 0x75:
        this.setEntries(this.popToMark()); // SETITEMS
        return true;
      case 0x30:
        this.drop(); // POP
        return true;
      case 0x31:
        this.popToMark(); // POP_MARK
        return true;
      case 0x32:
        stack.push(this.top()); // DUP
        return true;
      case 0x80:
        reader.byte(); // PROTO
        return true;
      case 0x95:
        reader.length64(); // FRAME
        return true;
      default:
        return false;
    }
  }

  /** What Python would import, call and restore. */
  private named(code: number): boolean {
    const { reader, stack } = this;
    switch (code) {
      case 0x63: {
        const module = reader.line();
        stack.push(this.global(module, reader.line())); // GLOBAL
        return true;
      }
      case 0x93: {
        const [module, name] = this.popMany(2);
        stack.push(this.global(module, name)); // STACK_GLOBAL
        return true;
      }
      case 0x52:
      case 0x81: {
        const [made, args] = this.popMany(2);
        stack.push(this.call(made, args)); // REDUCE, NEWOBJ
        return true;
      }
      case 0x92: {
        const [made, args] = this.popMany(3);
        stack.push(this.call(made, args)); // NEWOBJ_EX
        return true;
      }
      case 0x6f: {
        const [made, ...args] = this.popToMark();
        stack.push(this.call(made, new PickleTuple(args))); // OBJ
        return true;
      }
      case 0x69: {
        const module = reader.line();
        const made = this.global(module, reader.line());
        stack.push(this.call(made, new PickleTuple(this.popToMark()))); // INST
        return true;
      }
      case 0x62: {
        const state = this.pop();
        const target = this.top();
        if (target instanceof PickleObject) target.state = state; // BUILD
        return true;
      }
      default:
        return false;
    }
  }

  private global(module: PickleValue | undefined, name: PickleValue | undefined): PickleGlobal {
    if (typeof module === "string" && typeof name === "string") {
      if (isKnownGlobal(module, name)) return new PickleGlobal(module, name);
      throw unsafe(`${module}.${name}`);
    }
    throw this.invalid("a name that is no text");
  }

  private call(made: PickleValue | undefined, args: PickleValue | undefined): PickleObject {
    if (!(made instanceof PickleGlobal || made instanceof PickleObject) || !(args instanceof PickleTuple))
      throw this.invalid("a call of what cannot be called");
    const [first, second, third] = args.items;
    if (made instanceof PickleGlobal && made.name === "_import_module" && !isKnownModule(first))
      throw unsafe(`a module ${showValue(first)}`);
    if (made instanceof PickleGlobal && made.name === "getattr" && !isKnownAttribute(first, second))
      throw unsafe(`an attribute ${showValue(second)}`);
    if (isSetter(made) && first instanceof PickleObject && typeof second === "string" && third !== undefined)
      first.attributes.set(second, third);
    return new PickleObject(made, args.items);
  }

  private append(values: readonly PickleValue[]): void {
    const target = this.top();
    const list = target instanceof PickleObject ? target.elements : target;
    if (Array.isArray(list)) for (const value of values) list.push(value);
    else if (list instanceof Set) for (const value of values) list.add(value);
    else throw this.invalid("elements for what is no list");
  }

  private setEntries(values: readonly PickleValue[]): void {
    const target = this.top();
    const entries = target instanceof PickleObject ? target.entries : target;
    if (!(entries instanceof Map)) throw this.invalid("entries for what is no dict");
    this.putEntries(entries as Map<PickleValue, PickleValue>, values, false);
  }

  private putEntries(entries: Map<PickleValue, PickleValue>, values: readonly PickleValue[], isNew: boolean): void {
    for (let i = 0; i + 1 < values.length; i += 2) entries.set(values[i] as PickleValue, values[i + 1] as PickleValue);
    if (isNew) this.stack.push(entries);
  }

  /** A pickle numbers what it keeps one by one; a number far beyond is a trick to fill the memory. */
  private keep(key: number): void {
    if (!Number.isInteger(key) || key < 0 || key > this.memo.length + 4096)
      throw this.invalid(`a reference kept as ${key}`);
    this.memo[key] = this.top();
  }

  private remembered(key: number): PickleValue {
    const value = this.memo[key];
    if (value === undefined) throw this.invalid(`a reference to ${key}, which was not kept`);
    return value;
  }

  private decimal(text: string): PickleValue {
    if (text === "00" || text === "01") return text === "01";
    if (!/^-?\d+$/.test(text)) throw this.invalid("a number that is none");
    return narrowed(BigInt(text));
  }

  private top(): PickleValue {
    const { stack, marks } = this;
    const value = stack[stack.length - 1];
    if (value === undefined || marks[marks.length - 1] === stack.length) throw this.invalid("an empty stack");
    return value;
  }

  private pop(): PickleValue {
    const value = this.top();
    this.stack.pop();
    return value;
  }

  /** Takes off a value, or the mark that is on top. */
  private drop(): void {
    if (this.marks.at(-1) === this.stack.length) this.marks.pop();
    else this.pop();
  }

  private popMany(count: number): PickleValue[] {
    const values = new Array<PickleValue>(count);
    for (let i = count - 1; i >= 0; i--) values[i] = this.pop();
    return values;
  }

  private popToMark(): PickleValue[] {
    const at = this.marks.pop();
    if (at === undefined) throw this.invalid("no mark");
    return this.stack.splice(at);
  }

  private invalid(found: string, at = this.reader.at): BehaviorError {
    return new BehaviorError({
      code: "invalidFile",
      what: "this is no pickle of a suite",
      where: `byte ${at}`,
      found,
      fix: "give the file that TestSuite.save wrote",
      details: { at },
    });
  }
}

/** dill asks its own module for the function that fills a cell, and a class of CheckList for a method. */
function isKnownAttribute(owner: PickleValue | undefined, name: PickleValue | undefined): boolean {
  if (!(owner instanceof PickleGlobal) || typeof name !== "string") return false;
  return owner.name === "_dill" ? name === "_setattr" : /^checklist(?:\.|$)/.test(owner.module);
}

function isSetter(made: PickleGlobal | PickleObject): boolean {
  const isFound = made instanceof PickleObject && made.made instanceof PickleGlobal && made.name === "getattr";
  return isFound ? made.args[1] === "_setattr" : made.name === "setattr" || made.name === "_setattr";
}

function unsafe(name: string): BehaviorError {
  return new BehaviorError({
    code: "unsafePickle",
    what: `the pickle names ${name}`,
    where: "importCheckList",
    found: "no suite needs it, and nothing was run",
    fix: "trust no such file; suites name CheckList's own classes, containers, arrays and functions that dill wrote",
    details: { name },
  });
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
