import { didYouMean, oneOf, parseOptions, showValue, Table } from "@mlsys/core";
import { firstInvalidByte } from "../columns/utf8.ts";
import { DataError } from "../errors/data-error.ts";
import type { DataSource } from "../sources/data-source.ts";
import { signalRule } from "../internal/rules.ts";
import { allBytes } from "../sources/all-bytes.ts";
import type { TextEncoding } from "../sources/text-encoding.ts";
import { TextInput } from "../sources/text-input.ts";
import { textEncodings } from "../sources/utf8-chunks.ts";
import type { NewsRow } from "./make-financial-news.ts";

/** Options of {@link loadFinancialPhrasebank}. */
export interface LoadFinancialPhrasebankOptions {
  /** The encoding. Default: UTF-8 where the bytes are, else ISO 8859-1, as published. */
  readonly encoding?: TextEncoding;
  /** Stops the reading. */
  readonly signal?: AbortSignal;
}

const specs = { encoding: { rule: oneOf(...textEncodings) }, signal: { rule: signalRule } } as const;

const labels = ["negative", "neutral", "positive"] as const;

/**
 * Reads a file of the Financial PhraseBank: one `sentence@label` a line, in UTF-8 or, as published, ISO 8859-1. The last `@` of
 * a line separates.
 *
 * @param source - a path, a URL, a stream, `{ text }` or `{ bytes }`.
 * @param options - encoding, cancellation.
 * @returns a table with the columns `sentence` and `label`.
 * @throws {DataError} `invalidValue` when a line has no label or an unknown one, with the line; `emptyInput`; `notFound`,
 * `readFailed` or `badStatus` when the source cannot be read; `invalidBytes`; `invalidOption`; `invalidInput`; `unsupported`.
 * @throws {CoreError} `aborted`.
 * @see Malo et al. 2014, "Good debt or bad debt", https://arxiv.org/abs/1307.5336
 *
 * @example
 * ```ts
 * import { loadFinancialPhrasebank } from "@mlsys/data";
 *
 * const news = await loadFinancialPhrasebank({ text: "Sales @ 5 stores rose .@positive\n" });
 * news.row(0); // => { sentence: "Sales @ 5 stores rose .", label: "positive" }
 * ```
 */
export async function loadFinancialPhrasebank(
  source: DataSource,
  options: LoadFinancialPhrasebankOptions = {},
): Promise<Table<NewsRow>> {
  const { encoding, signal } = parseOptions("loadFinancialPhrasebank", options, specs, DataError);
  const input = await TextInput.open(source, "loadFinancialPhrasebank", { encoding, signal, record: "never" });
  const bytes = await allBytes(input.read(), input.name, signal);
  // Lead and continuation bytes of UTF-8 make no sense in ISO 8859-1 prose, so a file that is UTF-8 is meant to be.
  const isUtf8 = firstInvalidByte(bytes, 0, bytes.length) === bytes.length;
  const text = new TextDecoder(isUtf8 ? "utf-8" : "latin1").decode(bytes);
  const rows = text
    .split(/\r\n?|\n/)
    .map((line, i) => ({ line, place: `${input.name}, line ${i + 1}` }))
    .filter(({ line }) => line.trim() !== "")
    .map(({ line, place }) => rowOf(line, place));
  if (rows.length > 0) return Table.from(rows);
  throw new DataError({ code: "emptyInput", what: "there is nothing to read", where: input.name, found: "no line" });
}

function rowOf(line: string, where: string): NewsRow {
  const at = line.lastIndexOf("@");
  const found = line.slice(at + 1).trim();
  const label = labels.find((each) => each === found);
  if (at >= 0 && label !== undefined) return { sentence: line.slice(0, at), label };
  throw new DataError({
    code: "invalidValue",
    what: at < 0 ? "a line has no label" : "a label is unknown",
    where,
    found: showValue(at < 0 ? line : found),
    fix: at < 0 ? "end each line with @negative, @neutral or @positive" : didYouMean(found, labels),
    details: { found },
  });
}
