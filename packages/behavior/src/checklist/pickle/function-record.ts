import { attributeOf, PickleObject, PickleTuple } from "./pickle-value.ts";
import type { PickleValue } from "./pickle-value.ts";

/** What can be told of a pickled function without running it. */
export interface FunctionRecord {
  readonly name: string;
  /** The variables that it closes over. */
  readonly closure: ReadonlyMap<string, PickleValue>;
}

/** The record of a function as dill writes it; undefined for what is none. */
export function functionOf(value: PickleValue | undefined): FunctionRecord | undefined {
  if (!(value instanceof PickleObject) || value.name !== "_create_function") return undefined;
  const [code, , name, , cells] = value.args;
  if (!(code instanceof PickleObject)) return undefined;
  const names = textsOf(code.args.at(-2));
  const contents = cells instanceof PickleTuple ? cells.items.map(contentsOf) : [];
  return {
    name: typeof name === "string" ? name : nameIn(code.args),
    closure: new Map(names.map((each, i) => [each, contents[i] ?? null])),
  };
}

/** The free variables come second to last in every version of Python's code objects; file and name follow on the local ones. */
function nameIn(args: readonly PickleValue[]): string {
  const at = args.findIndex((each, i) => typeof each === "string" && typeof args[i + 1] === "string");
  const name = at < 0 ? undefined : args[at + 1];
  return typeof name === "string" ? name : "";
}

function textsOf(value: PickleValue | undefined): string[] {
  return value instanceof PickleTuple ? value.items.filter((each) => typeof each === "string") : [];
}

/** What a cell holds: given when it was made, or put in later where the function refers to itself. */
function contentsOf(cell: PickleValue): PickleValue {
  if (!(cell instanceof PickleObject)) return null;
  return cell.attributes.get("cell_contents") ?? attributeOf(cell, "cell_contents") ?? cell.args[0] ?? null;
}
