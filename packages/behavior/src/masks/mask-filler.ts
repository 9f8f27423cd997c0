import { showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";

/** One way to fill a mask. */
export interface MaskSuggestion {
  /** The word, or where a text has several masks a list of one for each. */
  readonly word: string | readonly string[];
  /** The higher the better. */
  readonly score: number;
}

/**
 * Fills the mask `{mask}` in texts: for each text the words that fit, best first. Any masked language model behind a function. The masks
 * of a text that has several are filled together.
 */
export type MaskFiller = (texts: readonly string[]) => Promise<readonly (readonly MaskSuggestion[])[]>;

/** The mark in a text that is filled. */
export const MASK = "{mask}";

/**
 * A mask filler behind an endpoint: it is posted `{"texts": […]}` and answers with a list for each text of `{"word", "score"}`.
 *
 * @param url - where to post.
 * @param options - headers to send.
 * @returns the filler.
 * @throws {BehaviorError} when called: `predictorFailed` when it does not answer so.
 *
 * @example
 * ```ts
 * import { maskFillerFromHttp } from "@mlsys/behavior";
 *
 * typeof maskFillerFromHttp("http://127.0.0.1:8000/fill"); // => "function"
 * ```
 */
export function maskFillerFromHttp(
  url: string | URL,
  { headers = {} }: { readonly headers?: Readonly<Record<string, string>> } = {},
): MaskFiller {
  return async (texts) => {
    const body = JSON.stringify({ texts });
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
    });
    const answer: unknown = response.ok ? await response.json() : `status ${response.status}`;
    if (isAnswer(answer) && answer.length === texts.length) return answer;
    throw new BehaviorError({
      code: "predictorFailed",
      what: "the endpoint did not fill the masks",
      where: String(url),
      found: showValue(answer),
      fix: 'answer with a list for each text of objects { "word": …, "score": … }',
    });
  };
}

function isAnswer(value: unknown): value is readonly (readonly MaskSuggestion[])[] {
  return Array.isArray(value) && value.every((list) => Array.isArray(list) && list.every(isSuggestion));
}

function isSuggestion(value: unknown): value is MaskSuggestion {
  if (typeof value !== "object" || value === null || !("word" in value) || !("score" in value)) return false;
  const { word, score } = value;
  return [word].flat().every((each) => typeof each === "string") && typeof score === "number";
}
