const marker = Symbol.for("@mlsys/error");

/** The parts of an error message; every mlsys error is written in this one form. */
export interface MlsysErrorParts<Code extends string = string> {
  /** Stable identifier, for programs. */
  readonly code: Code;
  /** What was wrong, as a clause: `"testSize is out of range"`. */
  readonly what: string;
  /** Where: function, argument, file and line. */
  readonly where?: string | undefined;
  /** What was found. */
  readonly found?: string | undefined;
  /** What to do about it. */
  readonly fix?: string | undefined;
  /** Structured facts, for programs; plain JSON data. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
  /** The error underneath. */
  readonly cause?: unknown;
}

/**
 * Base class of every error that mlsys throws on purpose. The message has one form: *what was wrong (where): what was
 * found; what to do*.
 *
 * @example
 * ```ts
 * import { CoreError } from "@mlsys/core";
 *
 * const error = new CoreError({ code: "invalidOption", what: "size is out of range", where: "choice", found: "-1" });
 * error.message; // => "size is out of range (choice): found -1"
 * error.code; // => "invalidOption"
 * ```
 */
export class MlsysError<Code extends string = string> extends Error {
  override readonly name: string = "MlsysError";
  /** Stable identifier, for programs. */
  readonly code: Code;
  /** Structured facts, for programs. */
  readonly details: Readonly<Record<string, unknown>>;

  /** @param parts - code, message parts, details and cause. */
  constructor(parts: MlsysErrorParts<Code>) {
    super(sentence(parts), parts.cause === undefined ? undefined : { cause: parts.cause });
    this.code = parts.code;
    this.details = parts.details ?? {};
    Object.defineProperty(this, marker, { value: true });
  }
}

/**
 * Tells whether a value is an mlsys error, also one of another installed copy of the library.
 *
 * @param value - anything, usually what a `catch` clause received.
 * @returns true when the value carries the mark that every {@link MlsysError} has.
 *
 * @example
 * ```ts
 * import { isMlsysError, randomState } from "@mlsys/core";
 *
 * let code = "";
 * try {
 *   randomState(-1);
 * } catch (error) {
 *   if (isMlsysError(error)) code = error.code;
 * }
 * code; // => "invalidSeed"
 * ```
 */
export function isMlsysError(value: unknown): value is MlsysError {
  return typeof value === "object" && value !== null && marker in value;
}

function sentence({ what, where, found, fix }: MlsysErrorParts): string {
  const place = where === undefined ? "" : ` (${where})`;
  const finding = found === undefined ? "" : `found ${found}`;
  const tail = [finding, fix ?? ""].filter((part) => part !== "").join("; ");
  return tail === "" ? `${what}${place}` : `${what}${place}: ${tail}`;
}
