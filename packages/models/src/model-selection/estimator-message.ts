import { CsrMatrix, isCsrMatrix, isMatrix, Matrix, silentLogger } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";

/** What can be sent to a thread. */
export type Message =
  | null
  | undefined
  | string
  | number
  | boolean
  | RegExp
  | ArrayBufferView
  | readonly Message[]
  | { readonly [key: string]: Message };

/** The text of a method, by which two threads know that they have the same code. */
export const codeOf = (owner: object, method: string): string => String((owner as Record<string, unknown>)[method]);

/** Says of a record what it stands for. */
const KIND = "$kind";

/** Thrown, and caught, where something cannot be sent. */
const notSent = () =>
  new ModelsError({ code: "notSupported", what: "this cannot be sent to a thread", where: "nJobs" });

/**
 * An estimator, or a value of its options, as a message: kind, options, and the text of `fit`, by which the other end knows that it is its
 * own estimator. Undefined where it holds what cannot be sent: functions, generators of random numbers, objects of others.
 */
export function toMessage(value: unknown): { readonly value: Message } | undefined {
  try {
    return { value: messageOf(value) };
  } catch (error) {
    if (error instanceof ModelsError) return undefined;
    throw error;
  }
}

function messageOf(value: unknown): Message {
  if (typeof value === "function" || typeof value === "symbol" || typeof value === "bigint") throw notSent();
  if (typeof value !== "object" || value === null) return value as Message;
  if (value === silentLogger) return { [KIND]: "silentLogger" };
  if (ArrayBuffer.isView(value)) return shared(value);
  if (value instanceof RegExp) return value;
  if (Array.isArray(value)) return value.map(messageOf);
  if (isMatrix(value)) return { [KIND]: "matrix", rows: value.rows, cols: value.cols, data: shared(value.data) };
  if (isCsrMatrix(value)) {
    const { rows, cols } = value;
    const [data, indices, indptr] = [value.data, value.indices, value.indptr].map(shared);
    return { [KIND]: "csr", rows, cols, data, indices, indptr };
  }
  if ("kind" in value && "fit" in value) return estimatorMessage(value as EstimatorLike);
  if (Object.getPrototypeOf(value) !== Object.prototype) throw notSent();
  return recordOf(value as Readonly<Record<string, unknown>>);
}

interface EstimatorLike {
  readonly kind: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly fit: unknown;
  readonly unfittedSteps?: readonly unknown[];
}

function estimatorMessage({ kind, options, fit, unfittedSteps }: EstimatorLike): Message {
  const given = unfittedSteps === undefined ? [recordOf(options)] : unfittedSteps.map(messageOf);
  return { [KIND]: "estimator", name: kind, given, code: String(fit) };
}

const recordOf = (record: Readonly<Record<string, unknown>>): { readonly [key: string]: Message } =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, messageOf(value)]));

/** Numbers in memory that threads share; copied, since what is the caller's may change. */
function shared<View extends ArrayBufferView>(view: View): View {
  const bytes = new Uint8Array(new SharedArrayBuffer(view.byteLength));
  bytes.set(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  const { constructor } = view as unknown as { readonly constructor: new (buffer: SharedArrayBuffer) => View };
  return new constructor(bytes.buffer);
}

type Factories = Readonly<Record<string, unknown>>;

/** What a message stands for; undefined for an estimator that is not one of the factories'. */
export function fromMessage(message: Message, factories: Factories): unknown {
  try {
    return valueOf(message, factories);
  } catch (error) {
    if (error instanceof ModelsError) return undefined;
    throw error;
  }
}

function valueOf(message: Message, factories: Factories): unknown {
  if (typeof message !== "object" || message === null) return message;
  if (ArrayBuffer.isView(message) || message instanceof RegExp) return message;
  if (isList(message)) return message.map((each) => valueOf(each, factories));
  const { [KIND]: kind, ...rest } = message;
  const values = Object.fromEntries(Object.entries(rest).map(([key, each]) => [key, valueOf(each, factories)]));
  if (kind === undefined) return values;
  if (kind === "silentLogger") return silentLogger;
  const { rows, cols, data } = values as { rows: number; cols: number; data: Float64Array };
  if (kind === "matrix") return new Matrix(rows, cols, data);
  if (kind === "csr") {
    return new CsrMatrix(rows, cols, data, values["indices"] as Int32Array, values["indptr"] as Int32Array);
  }
  return rebuilt(values as unknown as Rebuilt, factories);
}

interface Rebuilt {
  readonly name: string;
  readonly given: readonly unknown[];
  readonly code: string;
}

function rebuilt({ name, given, code }: Rebuilt, factories: Factories): unknown {
  const factory = Object.hasOwn(factories, name) ? factories[name] : undefined;
  if (typeof factory !== "function") throw notSent();
  const estimator = (factory as (...all: readonly unknown[]) => { readonly fit?: unknown })(...given);
  if (String(estimator.fit) !== code) throw notSent();
  return estimator;
}

const isList = (message: object): message is readonly Message[] => Array.isArray(message);
