/** The levels of a logger, from the least to the most serious. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** Where packages report what is not an error: one method a level, a sentence, and structured facts. */
export interface Logger {
  debug(message: string, details?: Readonly<Record<string, unknown>>): void;
  info(message: string, details?: Readonly<Record<string, unknown>>): void;
  warn(message: string, details?: Readonly<Record<string, unknown>>): void;
  error(message: string, details?: Readonly<Record<string, unknown>>): void;
}

/** Options of {@link createLogger}. */
export interface LoggerOptions {
  /** The least serious level that is written. Default `"info"`. */
  readonly level?: LogLevel;
  /** One line of text, or one JSON object a line. Default `"text"`. */
  readonly format?: "text" | "json";
  /** Takes each line. Default: the console, standard error for all levels. */
  readonly write?: (line: string) => void;
  /** The clock. Default: the system's. */
  readonly now?: () => Date;
}

const LEVELS: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/**
 * Makes a logger that writes lines.
 *
 * @param options - level, format, where to write.
 * @returns the logger.
 *
 * @example
 * ```ts
 * import { createLogger } from "@mlsys/core";
 *
 * const lines: string[] = [];
 * const logger = createLogger({ format: "json", write: (line) => lines.push(line), now: () => new Date(0) });
 * logger.debug("hidden at info");
 * logger.warn("precision is undefined", { label: "a" });
 * lines; // => ['{"time":"1970-01-01T00:00:00.000Z","level":"warn","message":"precision is undefined","label":"a"}']
 * ```
 */
export function createLogger({
  level = "info",
  format = "text",
  write = writeToConsole,
  now = () => new Date(),
}: LoggerOptions = {}): Logger {
  const least = LEVELS.indexOf(level);
  const at =
    (own: LogLevel) =>
    (message: string, details: Readonly<Record<string, unknown>> = {}): void => {
      if (LEVELS.indexOf(own) < least) return;
      const time = now().toISOString();
      write(
        format === "json"
          ? JSON.stringify({ time, level: own, message, ...details })
          : asText(time, own, message, details),
      );
    };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

/** A logger that writes nothing. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

function asText(time: string, level: LogLevel, message: string, details: Readonly<Record<string, unknown>>): string {
  const facts = Object.entries(details).map(([name, value]) => ` ${name}=${JSON.stringify(value)}`);
  return `${time} ${level.padEnd(5)} ${message}${facts.join("")}`;
}

function writeToConsole(line: string): void {
  // eslint-disable-next-line no-console -- the one place where the library's default logger meets the console
  console.error(line);
}
