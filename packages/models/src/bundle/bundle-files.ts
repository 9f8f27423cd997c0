import { sha256 } from "@mlsys/core";
import type { Label, Matrix } from "@mlsys/core";
import library from "../../package.json" with { type: "json" };
import type { FittedModel } from "../estimator.ts";
import { invalidArgument } from "../internal/invalid-argument.ts";
import { ModelsError } from "../models-error.ts";
import { decodeRecord, encodeRecord } from "../persistence/encode-state.ts";
import { isFittedModel } from "../persistence/is-fitted-model.ts";
import { modelFromState } from "../persistence/model-from-json.ts";
import type { ModelReadingOptions } from "../persistence/model-from-json.ts";
import type { Json, ModelJson, SavedModel, StateTensor } from "../persistence/saved-model.ts";
import { isSavedModel } from "../persistence/state-reader.ts";
import { FORMAT, FORMAT_VERSION, parseManifest } from "./manifest.ts";
import type { BundleGate, BundleManifest, ModelSignature } from "./manifest.ts";
import { readSafetensors, writeSafetensors } from "./safetensors.ts";

/** What is told about a model when it is saved. All of it must be JSON data. */
export interface BundleDetails {
  /** A name for people. Default: the kind of the model. */
  readonly name?: string | undefined;
  /** What the model takes and gives; see {@link inferSignature}. */
  readonly signature?: ModelSignature | undefined;
  /** What made the model: run, data, split, code. */
  readonly lineage?: Readonly<Record<string, unknown>> | undefined;
  /** Reports by name: checks, metrics, slices, behavioural tests. */
  readonly reports?: Readonly<Record<string, unknown>> | undefined;
  /** Conditions that were tried; a failed one lets a server refuse the bundle. */
  readonly gates?: readonly (Pick<BundleGate, "name" | "passed"> & Partial<BundleGate>)[] | undefined;
  /** Anything else. */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  /** An input to try the model with. */
  readonly example?: unknown;
  /** When the model was made. Default: now. */
  readonly createdAt?: Date | undefined;
}

/** A model as it comes out of a bundle, when its type is not stated. */
export interface BundledModel extends FittedModel {
  /** The label or value of each row. */
  predict(X: unknown): Label[] | Float64Array;
  /** The probability of each class, where the model has it. */
  predictProba?(X: unknown): Matrix;
  /** The classes, where the model has them. */
  readonly classes?: readonly Label[] | undefined;
}

/** What a bundle holds. */
export interface Bundle<Model extends FittedModel = BundledModel> {
  /** The model. */
  readonly model: Model;
  /** What the bundle says about it. */
  readonly manifest: BundleManifest;
}

/** The files of a bundle by name. */
export type BundleFiles = ReadonlyMap<string, Uint8Array>;

const MANIFEST = "manifest.json";
const MODEL = "model.json";
const TENSORS = "tensors.safetensors";

/**
 * Makes the files of a bundle, without writing them: `manifest.json`, `model.json` and `tensors.safetensors`. Works in browsers.
 *
 * @param model - the fitted model.
 * @param details - name, signature, lineage, reports, gates, metadata, example.
 * @returns the files by name.
 * @throws {ModelsError} `notSupported` when the model holds functions; `invalidInput` when it is no fitted model, or the details are no JSON data.
 *
 * @example
 * ```ts
 * import { linearRegression } from "@mlsys/models";
 * import { bundleToFiles } from "@mlsys/models/bundle";
 *
 * const model = linearRegression().fit([[0], [1]], [1, 3]);
 * [...bundleToFiles(model).keys()]; // => ["manifest.json", "model.json", "tensors.safetensors"]
 * ```
 */
export function bundleToFiles(model: FittedModel, details: BundleDetails = {}): Map<string, Uint8Array> {
  if (!isFittedModel(model)) throw invalidArgument("bundleToFiles", "model", "a fitted model", model);
  const { modelJson, tensors } = separate(model.toState());
  const content = new Map([
    [MODEL, new TextEncoder().encode(`${JSON.stringify(modelJson)}\n`)],
    [TENSORS, writeSafetensors(tensors)],
  ]);
  const manifest = manifestOf(model, details, content);
  return new Map([[MANIFEST, new TextEncoder().encode(`${JSON.stringify(manifest, undefined, 2)}\n`)], ...content]);
}

/**
 * Makes a model again from the files of its bundle. Sizes and hashes are checked; no code of the bundle is run. Works in
 * browsers.
 *
 * @param files - the files by name.
 * @param options - `kinds`: the kinds of models that may occur. Default: all of this package.
 * @returns the model and the manifest.
 * @throws {ModelsError} `missingFile`, `corruptBundle`, `hashMismatch`, `unsupportedVersion`, `unknownModel`; `invalidInput` when there is no `Map`.
 *
 * @example
 * ```ts
 * import { linearRegression } from "@mlsys/models";
 * import { bundleFromFiles, bundleToFiles } from "@mlsys/models/bundle";
 *
 * const files = bundleToFiles(linearRegression().fit([[0], [1]], [1, 3]), { name: "line" });
 * const { model, manifest } = bundleFromFiles(files);
 * manifest.name; // => "line"
 * model.kind; // => "linearRegression"
 * ```
 */
export function bundleFromFiles<Model extends FittedModel = BundledModel>(
  files: BundleFiles,
  options: ModelReadingOptions = {},
): Bundle<Model> {
  if (!isFiles(files)) throw invalidArgument("bundleFromFiles", "files", "a Map of files by name", files);
  const manifest = manifestFrom(files);
  for (const name of Object.keys(manifest.files)) assertIntact(name, files.get(name), manifest);
  const json = parseJson(fileOf(files, MODEL), MODEL);
  if (!isSavedModel(json)) throw corrupt(MODEL, "no saved model");
  const tensors = readSafetensors(fileOf(files, TENSORS), TENSORS);
  return { model: modelFromState<Model>(joined(json as ModelJson, tensors), options), manifest };
}

const isFiles = (value: unknown): value is BundleFiles =>
  typeof value === "object" && value !== null && "get" in value && typeof value.get === "function";

/** Parses the manifest alone. */
export function manifestFrom(files: BundleFiles): BundleManifest {
  return parseManifest(parseJson(fileOf(files, MANIFEST), MANIFEST), MANIFEST);
}

/** Checks size and hash of one file. */
export function assertIntact(name: string, bytes: Uint8Array | undefined, manifest: BundleManifest): void {
  const expected = manifest.files[name];
  if (expected === undefined) return;
  if (bytes === undefined) throw missing(name);
  if (bytes.length !== expected.size) {
    throw corrupt(name, `${bytes.length} bytes where the manifest says ${expected.size}`);
  }
  const found = sha256(bytes);
  if (found === expected.sha256) return;
  throw new ModelsError({
    code: "hashMismatch",
    what: "a file of the bundle is not the one that was saved",
    where: name,
    found: `SHA-256 ${found} where the manifest says ${expected.sha256}`,
    fix: "copy the bundle again from where it is whole, or save the model again",
    details: { file: name, found, expected: expected.sha256 },
  });
}

function manifestOf(model: FittedModel, details: BundleDetails, content: BundleFiles): BundleManifest {
  const files = Object.fromEntries(
    Array.from(content, ([name, bytes]) => [name, { sha256: sha256(bytes), size: bytes.length }]),
  );
  const digest = sha256(
    Object.values(files)
      .map((file) => file.sha256)
      .join(),
  );
  const manifest = {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    name: details.name ?? model.kind,
    createdAt: (details.createdAt ?? new Date()).toISOString(),
    libraries: { [library.name]: library.version },
    model: { kind: model.kind, digest },
    signature: details.signature ?? null,
    lineage: details.lineage ?? {},
    reports: details.reports ?? {},
    gates: details.gates ?? [],
    metadata: details.metadata ?? {},
    example: details.example ?? null,
    files,
  };
  return parseManifest(asJson(manifest), "saveBundle");
}

/** What cannot be JSON is refused before anything is written. */
function asJson(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value));
  } catch (cause) {
    throw new ModelsError({
      code: "invalidInput",
      what: "the details of a bundle are no JSON data",
      where: "saveBundle",
      fix: "give plain objects, arrays, texts, numbers and truth values",
      cause,
    });
  }
}

/** Splits state into JSON and tensors; where a tensor stood, its name stands. */
function separate({ kind, version, state }: SavedModel): { modelJson: ModelJson; tensors: Map<string, StateTensor> } {
  const tensors = new Map<string, StateTensor>();
  const encoded = encodeRecord(state, (tensor, path) => {
    tensors.set(path, tensor);
    return { $tensor: path };
  });
  return { modelJson: { kind, version, state: encoded }, tensors };
}

function joined({ kind, version, state }: ModelJson, tensors: ReadonlyMap<string, StateTensor>): SavedModel {
  const decode = (name: Json): StateTensor => {
    const tensor = typeof name === "string" ? tensors.get(name) : undefined;
    if (tensor === undefined) throw corrupt(MODEL, `no tensor ${JSON.stringify(name)}`);
    return tensor;
  };
  return { kind, version, state: decodeRecord(state, decode) };
}

function fileOf(files: BundleFiles, name: string): Uint8Array {
  const bytes = files.get(name);
  if (bytes === undefined) throw missing(name);
  return bytes;
}

function parseJson(bytes: Uint8Array, where: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw corrupt(where, "no JSON", cause);
  }
}

function missing(name: string): ModelsError {
  return new ModelsError({
    code: "missingFile",
    what: "a file of the bundle is missing",
    where: name,
    fix: "give the path of a folder or archive that saveBundle wrote, whole",
    details: { file: name },
  });
}

function corrupt(where: string, found: string, cause?: unknown): ModelsError {
  const fix = "copy the bundle again from where it is whole, or save the model again";
  return new ModelsError({ code: "corruptBundle", what: "the bundle cannot be read", where, found, fix, cause });
}
