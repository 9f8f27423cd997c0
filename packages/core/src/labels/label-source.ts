import type { MlsysError } from "../errors/mlsys-error.ts";
import { Column } from "../table/column.ts";
import { DictionaryColumn } from "../table/dictionary-column.ts";
import { NumericColumn } from "../table/numeric-column.ts";
import type { Label, LabelArray } from "./encode-labels.ts";

/** Labels of one argument as they were given. */
export interface LabelSource {
  readonly name: string;
  readonly values: ArrayLike<unknown>;
  readonly dictionary: DictionaryColumn | undefined;
}

/** The classes of all sources, and per source the place of each label among them. */
export interface EncodedSources {
  readonly classes: readonly Label[];
  readonly codes: readonly Int32Array[];
  /** How often each class occurs in each source, where that is known already. */
  readonly counts?: readonly Int32Array[];
}

/** The error of a label that is not accepted. */
export type RefuseLabel = (source: LabelSource, index: number) => MlsysError;

/** Where labels come from, so that the codes of a dictionary and plain numbers are read as they lie. */
export function labelSource(name: string, values: LabelArray): LabelSource {
  if (!(values instanceof Column)) return { name, values, dictionary: undefined };
  if (values instanceof DictionaryColumn && values.nullCount === 0)
    return { name, values: values.codes, dictionary: values };
  const plain =
    values instanceof NumericColumn && values.nullCount === 0 && typeof values.values[0] === "number"
      ? values.values
      : values.toArray();
  return { name, values: plain, dictionary: undefined };
}

/** Replaces codes in order of appearance by ranks. */
export function translateCodes(codes: Int32Array, ranks: Int32Array): void {
  for (let i = 0; i < codes.length; i++) codes[i] = ranks[codes[i] as number] as number;
}
