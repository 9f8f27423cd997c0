import { TrackingError } from "../tracking-error.ts";

/** One word of a filter or an order. `quoted` text is the inside of its quotes. */
export type Token =
  | { readonly kind: "word" | "number" | "operator" | "punctuation"; readonly text: string; readonly at: number }
  | { readonly kind: "quoted"; readonly text: string; readonly quote: string; readonly at: number };

const WORD = /[\p{L}_][\p{L}\p{N}_\-./:]*/uy;
const NUMBER = /-?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?/iy;
const OPERATOR = /[!<>]=|[<=>]/y;

/**
 * Cuts a filter into words. A quote inside text of the same quote is written twice and stays twice, as MLflow reads it.
 *
 * @throws {TrackingError} `invalidFilter` where a character fits nothing.
 */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (/\s/.test(character)) {
      at += 1;
      continue;
    }
    const token = tokenAt(text, at, character);
    tokens.push(token);
    at = endOf(token);
  }
  return tokens;
}

/** An error that points at a place of the filter. */
export function syntaxError(text: string, at: number, found: string, fix: string): TrackingError {
  return new TrackingError({
    code: "invalidFilter",
    what: "the search cannot be read",
    where: `${JSON.stringify(text)}, character ${at + 1}`,
    found,
    fix,
    details: { text, position: at },
  });
}

function tokenAt(text: string, at: number, character: string): Token {
  if (character === "'" || character === '"' || character === "`") return quotedAt(text, at, character);
  if (character === "(" || character === ")" || character === ",") return { kind: "punctuation", text: character, at };
  const number = matchAt(NUMBER, text, at);
  if (number !== undefined) return { kind: "number", text: number, at };
  const word = matchAt(WORD, text, at);
  if (word !== undefined) return { kind: "word", text: word, at };
  const operator = matchAt(OPERATOR, text, at);
  if (operator !== undefined) return { kind: "operator", text: operator, at };
  throw syntaxError(text, at, JSON.stringify(character), "quote keys with other characters in `backticks`");
}

function quotedAt(text: string, at: number, quote: string): Token {
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] !== quote) continue;
    if (text[end + 1] === quote) end += 1;
    else return { kind: "quoted", text: text.slice(at + 1, end), quote, at };
  }
  throw syntaxError(text, at, "a quote that is not closed", `close it with ${quote}`);
}

function endOf(token: Token): number {
  return token.at + token.text.length + (token.kind === "quoted" ? 2 : 0);
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
