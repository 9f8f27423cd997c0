import { showValue } from "@mlsys/core";
import { isKnownGlobal, isKnownModule } from "./known-globals.ts";
import { invalidPickle, unsafePickle } from "./pickle-errors.ts";
import { PickleGlobal, PickleObject, PickleTuple } from "./pickle-value.ts";
import type { PickleValue } from "./pickle-value.ts";

/** What Python would import: a name, if suites need it. */
export function inertGlobal(module: PickleValue | undefined, name: PickleValue | undefined, at: number): PickleGlobal {
  if (typeof module !== "string" || typeof name !== "string") throw invalidPickle("a name that is no text", at);
  if (!isKnownGlobal(module, name)) throw unsafePickle(`${module}.${name}`);
  return new PickleGlobal(module, name);
}

/** What Python would call: a record of the call. */
export function inertCall(made: PickleValue | undefined, args: PickleValue | undefined, at: number): PickleObject {
  if (!(made instanceof PickleGlobal || made instanceof PickleObject) || !(args instanceof PickleTuple))
    throw invalidPickle("a call of what cannot be called", at);
  const [first, second, third] = args.items;
  if (made instanceof PickleGlobal && made.name === "_import_module" && !isKnownModule(first))
    throw unsafePickle(`a module ${showValue(first)}`);
  if (made instanceof PickleGlobal && made.name === "getattr" && !isKnownAttribute(first, second))
    throw unsafePickle(`an attribute ${showValue(second)}`);
  if (isSetter(made) && first instanceof PickleObject && typeof second === "string" && third !== undefined)
    first.attributes.set(second, third);
  return new PickleObject(made, args.items);
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
