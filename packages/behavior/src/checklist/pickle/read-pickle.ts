import { ByteReader } from "./byte-reader.ts";
import { inertCall, inertGlobal } from "./inert-calls.ts";
import { invalidPickle } from "./pickle-errors.ts";
import { PickleStack } from "./pickle-stack.ts";
import { PickleObject, PickleTuple } from "./pickle-value.ts";
import type { PickleValue } from "./pickle-value.ts";
import { readScalar } from "./read-scalar.ts";

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
  private readonly stack: PickleStack;

  constructor(bytes: Uint8Array) {
    this.reader = new ByteReader(bytes);
    this.stack = new PickleStack(this.reader);
  }

  run(): PickleValue {
    const { reader, stack } = this;
    for (;;) {
      const at = reader.at;
      const code = reader.byte();
      if (code === 0x2e) return stack.pop();
      const scalar = readScalar(code, reader);
      if (scalar !== undefined) stack.push(scalar);
      else if (!this.container(code) && !this.named(code)) throw invalidPickle(`instruction ${code}`, at);
    }
  }

  /** Lists, tuples, dicts and sets, the stack and the memo. */
  private container(code: number): boolean {
    const { reader, stack } = this;
    switch (code) {
      case 0x71:
        stack.keep(reader.byte()); // BINPUT
        return true;
      case 0x72:
        stack.keep(reader.uint32()); // LONG_BINPUT
        return true;
      case 0x70:
        stack.keep(Number(reader.line())); // PUT
        return true;
      case 0x94:
        stack.keepNext(); // MEMOIZE
        return true;
      case 0x68:
        stack.push(stack.remembered(reader.byte())); // BINGET
        return true;
      case 0x6a:
        stack.push(stack.remembered(reader.uint32())); // LONG_BINGET
        return true;
      case 0x67:
        stack.push(stack.remembered(Number(reader.line()))); // GET
        return true;
      case 0x28:
        stack.mark(); // MARK
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
        stack.push(new PickleTuple(stack.popMany(code - 0x84))); // TUPLE1 to TUPLE3
        return true;
      case 0x74:
        stack.push(new PickleTuple(stack.popToMark())); // TUPLE
        return true;
      case 0x6c:
        stack.push(stack.popToMark()); // LIST
        return true;
      case 0x91:
        stack.push(new Set(stack.popToMark())); // FROZENSET
        return true;
      case 0x64:
        stack.push(mapOf(stack.popToMark())); // DICT
        return true;
      case 0x61:
        this.append([stack.pop()]); // APPEND
        return true;
      case 0x65:
      case 0x90:
        this.append(stack.popToMark()); // APPENDS, ADDITEMS
        return true;
      case 0x73:
        this.setEntries(stack.popMany(2)); // SETITEM
        return true;
      case 0x75:
        this.setEntries(stack.popToMark()); // SETITEMS
        return true;
      case 0x30:
        stack.drop(); // POP
        return true;
      case 0x31:
        stack.popToMark(); // POP_MARK
        return true;
      case 0x32:
        stack.push(stack.top()); // DUP
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
        stack.push(inertGlobal(module, reader.line(), reader.at)); // GLOBAL
        return true;
      }
      case 0x93: {
        const [module, name] = stack.popMany(2);
        stack.push(inertGlobal(module, name, reader.at)); // STACK_GLOBAL
        return true;
      }
      case 0x52:
      case 0x81: {
        const [made, args] = stack.popMany(2);
        stack.push(inertCall(made, args, reader.at)); // REDUCE, NEWOBJ
        return true;
      }
      case 0x92: {
        const [made, args] = stack.popMany(3);
        stack.push(inertCall(made, args, reader.at)); // NEWOBJ_EX
        return true;
      }
      case 0x6f: {
        const [made, ...args] = stack.popToMark();
        stack.push(inertCall(made, new PickleTuple(args), reader.at)); // OBJ
        return true;
      }
      case 0x69: {
        const module = reader.line();
        const made = inertGlobal(module, reader.line(), reader.at);
        stack.push(inertCall(made, new PickleTuple(stack.popToMark()), reader.at)); // INST
        return true;
      }
      case 0x62: {
        const state = stack.pop();
        const target = stack.top();
        if (target instanceof PickleObject) target.state = state; // BUILD
        return true;
      }
      default:
        return false;
    }
  }

  private append(values: readonly PickleValue[]): void {
    const target = this.stack.top();
    const list = target instanceof PickleObject ? target.elements : target;
    if (Array.isArray(list)) for (const value of values) list.push(value);
    else if (list instanceof Set) for (const value of values) list.add(value);
    else throw invalidPickle("elements for what is no list", this.reader.at);
  }

  private setEntries(values: readonly PickleValue[]): void {
    const target = this.stack.top();
    const entries = target instanceof PickleObject ? target.entries : target;
    if (!(entries instanceof Map)) throw invalidPickle("entries for what is no dict", this.reader.at);
    putEntries(entries as Map<PickleValue, PickleValue>, values);
  }
}

function mapOf(values: readonly PickleValue[]): Map<PickleValue, PickleValue> {
  const entries = new Map<PickleValue, PickleValue>();
  putEntries(entries, values);
  return entries;
}

function putEntries(entries: Map<PickleValue, PickleValue>, values: readonly PickleValue[]): void {
  for (let i = 0; i + 1 < values.length; i += 2) entries.set(values[i] as PickleValue, values[i + 1] as PickleValue);
}
