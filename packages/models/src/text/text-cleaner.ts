import { boolean, parseOptions } from "@mlsys/core";
import type { DocumentsLike, Transformer, TransformerModel } from "../estimator.ts";
import { ModelsError } from "../models-error.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { assertDocuments, assertSomeDocuments, documentAt } from "./documents.ts";
import { withoutWeights } from "../internal/refuse-weights.ts";

/** Options of {@link textCleaner}. */
export interface TextCleanerOptions {
  /** Whether to write all letters small. Default true. */
  readonly lowercase?: boolean;
  /** Whether to take out the 32 punctuation characters of ASCII, so that `2.1` becomes `21`. Default true. */
  readonly removePunctuation?: boolean;
  /** Whether to make runs of white space one space, and drop it at both ends. Default false. */
  readonly collapseSpaces?: boolean;
}

const specs = () =>
  ({
    lowercase: { rule: boolean(), default: true },
    removePunctuation: { rule: boolean(), default: true },
    collapseSpaces: { rule: boolean(), default: false },
  }) as const;

/** An unfitted text cleaner. */
export type TextCleaner = Transformer<DocumentsLike, string[], TextCleanerModel>;

/**
 * Cleans documents before they are split into words. As the first step of a pipeline it travels with the model, so that what is
 * served is cleaned as what was learned from.
 *
 * @param options - `lowercase`, `removePunctuation`, `collapseSpaces`.
 * @returns the unfitted transformer; there is nothing to learn.
 * @throws {ModelsError} `invalidOption`.
 *
 * @example
 * ```ts
 * import { textCleaner } from "@mlsys/models";
 *
 * textCleaner().fitTransform(["Profit rose 2.1 %, again!"]); // => ["profit rose 21  again"]
 * ```
 */
export function textCleaner(options: TextCleanerOptions = {}): TextCleaner {
  const settings = parseOptions("textCleaner", options, specs(), ModelsError);
  const fit = (X: DocumentsLike): TextCleanerModel => {
    assertSomeDocuments("textCleaner.fit", X);
    return new TextCleanerModel(settings);
  };
  return withoutWeights({
    kind: "textCleaner",
    estimatorType: "transformer",
    options: { ...settings },
    fit,
    fitTransform: (X) => fit(X).transform(X),
    fitWithOutput: (X) => {
      const model = fit(X);
      return { model, output: model.transform(X) };
    },
  });
}

/** A text cleaner, ready for use. */
export class TextCleanerModel extends Fitted implements TransformerModel<DocumentsLike, string[]> {
  readonly kind = "textCleaner";
  private readonly settings: Required<TextCleanerOptions>;

  /** @internal */
  constructor(settings: Required<TextCleanerOptions>) {
    super();
    this.settings = settings;
  }

  /**
   * The documents, cleaned.
   *
   * @throws {ModelsError} `invalidInput` when a document is no text.
   */
  transform(X: DocumentsLike): string[] {
    const owner = "textCleaner.transform";
    return Array.from({ length: assertDocuments(owner, X) }, (_, i) => this.clean(documentAt(owner, X, i)));
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { settings: { ...this.settings } };
  }

  private clean(document: string): string {
    const { lowercase, removePunctuation, collapseSpaces } = this.settings;
    let text = lowercase ? document.toLowerCase() : document;
    if (removePunctuation) text = text.replace(/[^\P{ASCII}\p{C}\w ]|_/gu, "");
    return collapseSpaces ? text.trim().replace(/\s+/g, " ") : text;
  }
}

/** How a saved text cleaner is read. */
export const textCleanerKind = {
  kind: "textCleaner",
  fromState: (saved: SavedModel): TextCleanerModel => {
    const settings = new StateReader(saved).record("settings");
    return new TextCleanerModel(parseOptions("textCleaner", settings, specs(), ModelsError));
  },
} as const;
