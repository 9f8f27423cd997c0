import { Matrix } from "@mlsys/core";
import type { Label } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "./saved-model.ts";

/** Reads the state of a saved model, checking what it finds. */
export class StateReader {
  private readonly kind: string;
  private readonly state: { readonly [key: string]: StateValue };

  /**
   * @param saved - the saved model.
   * @throws {ModelsError} `unsupportedVersion` when the model was saved in a newer form.
   */
  constructor({ kind, version, state }: SavedModel) {
    if (version !== 1) {
      throw new ModelsError({
        code: "unsupportedVersion",
        what: "the model was saved in a form that this version cannot read",
        where: kind,
        found: `version ${String(version)}`,
        fix: "update @mlsys/models",
      });
    }
    this.kind = kind;
    this.state = state;
  }

  /** A number. */
  number(name: string): number {
    const value = this.state[name];
    return typeof value === "number" ? value : this.refuse(name, "a number");
  }

  /** A text. */
  text(name: string): string {
    const value = this.state[name];
    return typeof value === "string" ? value : this.refuse(name, "a text");
  }

  /** True or false. */
  boolean(name: string): boolean {
    const value = this.state[name];
    return typeof value === "boolean" ? value : this.refuse(name, "true or false");
  }

  /** A vector of doubles, of a length if one is given. */
  vector(name: string, length?: number): Float64Array {
    const value = this.state[name];
    if (value instanceof Float64Array && (length === undefined || value.length === length)) return value;
    return this.refuse(name, length === undefined ? "a vector" : `a vector of ${length} numbers`);
  }

  /** A vector of doubles, or nothing. */
  optionalVector(name: string): Float64Array | undefined {
    return this.state[name] === undefined || this.state[name] === null ? undefined : this.vector(name);
  }

  /** A vector of whole numbers of 32 bits, of a length if one is given. */
  integers(name: string, length?: number): Int32Array {
    const value = this.state[name];
    if (value instanceof Int32Array && (length === undefined || value.length === length)) return value;
    return this.refuse(name, "a vector of whole numbers");
  }

  /** A vector of bytes, of a length if one is given. */
  bytes(name: string, length?: number): Uint8Array {
    const value = this.state[name];
    if (value instanceof Uint8Array && (length === undefined || value.length === length)) return value;
    return this.refuse(name, "a vector of bytes");
  }

  /** A matrix, saved as its shape and a vector. */
  matrix(name: string): Matrix {
    const value = this.state[name];
    if (typeof value === "object" && value !== null && "rows" in value && "cols" in value && "data" in value) {
      const { rows, cols, data } = value;
      if (typeof rows === "number" && typeof cols === "number" && data instanceof Float64Array) {
        if (data.length === rows * cols) return new Matrix(rows, cols, data);
      }
    }
    return this.refuse(name, "a matrix");
  }

  /** An array of texts. */
  texts(name: string): readonly string[] {
    const value = this.state[name];
    if (Array.isArray(value) && value.every((each) => typeof each === "string")) return value;
    return this.refuse(name, "an array of texts");
  }

  /** An array of texts, or nothing. */
  optionalTexts(name: string): readonly string[] | undefined {
    return this.state[name] === undefined || this.state[name] === null ? undefined : this.texts(name);
  }

  /** An array of numbers. */
  numbers(name: string): readonly number[] {
    const value = this.state[name];
    if (Array.isArray(value) && value.every((each) => typeof each === "number")) return value;
    return this.refuse(name, "an array of numbers");
  }

  /** Class labels, at least one. */
  labels(name: string): readonly Label[] {
    const value = this.state[name];
    const isLabel = (each: unknown) => ["string", "number", "boolean"].includes(typeof each);
    if (Array.isArray(value) && value.length > 0 && value.every(isLabel)) return value as readonly Label[];
    return this.refuse(name, "an array of labels");
  }

  /** Class labels of each of several outputs. */
  labelLists(name: string): readonly (readonly Label[])[] {
    return this.list(name).map((each) =>
      new StateReader({ kind: this.kind, version: 1, state: { each } }).labels("each"),
    );
  }

  /** Whatever stands there. */
  value(name: string): StateValue | undefined {
    return this.state[name];
  }

  /** A record. */
  record(name: string, shown = name): { readonly [key: string]: StateValue } {
    const value = this.state[name];
    if (typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value)) {
      return value as { readonly [key: string]: StateValue };
    }
    return this.refuse(shown, "a record");
  }

  /** An array of anything. */
  list(name: string): readonly StateValue[] {
    const value = this.state[name];
    return Array.isArray(value) ? (value as readonly StateValue[]) : this.refuse(name, "an array");
  }

  /** An array of records. */
  records(name: string): readonly { readonly [key: string]: StateValue }[] {
    return this.list(name).map((each, i) =>
      new StateReader({ kind: this.kind, version: 1, state: { each } }).record("each", `${name}.${i}`),
    );
  }

  /** Saved models inside this one. */
  models(name: string): readonly SavedModel[] {
    const value = this.state[name];
    if (Array.isArray(value) && value.every(isSavedModel)) return value;
    return this.refuse(name, "an array of models");
  }

  /**
   * Ends the reading: what was found is not what was saved.
   *
   * @throws {ModelsError} `invalidInput`, always.
   */
  refuse(name: string, expected: string): never {
    throw new ModelsError({
      code: "invalidInput",
      what: "a saved model cannot be read",
      where: `${this.kind}, ${name}`,
      fix: `${expected} was expected; give what toJSON returned, unchanged`,
      details: { kind: this.kind, name },
    });
  }
}

/** Whether a value has the parts of a saved model. */
export function isSavedModel(value: unknown): value is SavedModel {
  return (
    typeof value === "object" &&
    value !== null &&
    "kind" in value &&
    typeof value.kind === "string" &&
    "version" in value &&
    typeof value.version === "number" &&
    "state" in value &&
    typeof value.state === "object" &&
    value.state !== null
  );
}
