import { isNumeric, readKey } from "./keys.ts";
import type { SearchKey } from "./keys.ts";
import { syntaxError, tokensOf } from "./tokens.ts";
import type { Token } from "./tokens.ts";

/** How a clause compares one value. */
export type Comparison = "=" | "!=" | ">" | ">=" | "<" | "<=" | "LIKE" | "ILIKE";

/** One condition of a filter; all conditions must hold. */
export type Clause =
  | { readonly key: SearchKey; readonly operator: Comparison; readonly value: string | number }
  | { readonly key: SearchKey; readonly operator: "IN" | "NOT IN"; readonly values: readonly string[] }
  | { readonly key: SearchKey; readonly operator: "IS NULL" | "IS NOT NULL" };

/**
 * Reads a filter in MLflow's grammar: conditions joined by `AND`; no `OR`, no parentheses around conditions.
 *
 * @throws {TrackingError} `invalidFilter` with the place and what was expected there.
 * @see https://mlflow.org/docs/latest/ml/search/search-runs/
 */
export function parseFilter(text: string): readonly Clause[] {
  const tokens = tokensOf(text);
  const reader = new Reader(text, tokens);
  const clauses: Clause[] = [];
  while (!reader.isAtEnd) {
    if (clauses.length > 0) reader.expectWord("AND", "join conditions with AND; there is no OR");
    clauses.push(readClause(reader));
  }
  return clauses;
}

function readClause(reader: Reader): Clause {
  const key = reader.key();
  if (reader.takeWord("IS")) {
    const negated = reader.takeWord("NOT");
    reader.expectWord("NULL", "give IS NULL or IS NOT NULL");
    if (key.entity !== "param" && key.entity !== "tag")
      throw reader.refusal("IS NULL", "only params and tags can be missing");
    return { key, operator: negated ? "IS NOT NULL" : "IS NULL" };
  }
  if (reader.takeWord("NOT")) {
    reader.expectWord("IN", "only NOT IN is known");
    return listClause(reader, key, "NOT IN");
  }
  if (reader.takeWord("IN")) return listClause(reader, key, "IN");
  const operator = reader.comparison();
  const textOnly = operator === "LIKE" || operator === "ILIKE";
  const textOperator = textOnly || operator === "=" || operator === "!=";
  if (isNumeric(key)) {
    if (textOnly) throw reader.refusal(operator, "compare numbers with = != > >= < <=");
    return { key, operator, value: reader.number() };
  }
  if (!textOperator) throw reader.refusal(operator, "compare text with = != LIKE ILIKE");
  return { key, operator, value: reader.text() };
}

function listClause(reader: Reader, key: SearchKey, operator: "IN" | "NOT IN"): Clause {
  if (key.name !== "run_id" || key.entity !== "attribute")
    throw reader.refusal(operator, "only run_id takes IN; write one condition a value");
  return { key, operator, values: reader.list() };
}

/** Walks over the tokens of a filter. */
class Reader {
  private readonly source: string;
  private readonly tokens: readonly Token[];
  private position = 0;

  constructor(source: string, tokens: readonly Token[]) {
    this.source = source;
    this.tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.position >= this.tokens.length;
  }

  key(): SearchKey {
    const { key, length } = readKey(this.source, this.tokens, this.position, true);
    this.position += length;
    return key;
  }

  comparison(): Comparison {
    const token = this.tokens[this.position];
    const word = token?.text.toUpperCase();
    if (token?.kind === "operator" || (token?.kind === "word" && (word === "LIKE" || word === "ILIKE"))) {
      this.position += 1;
      return word as Comparison;
    }
    throw this.refusal(this.shown(), "give one of = != > >= < <= LIKE ILIKE");
  }

  number(): number {
    const token = this.tokens[this.position];
    if (token?.kind !== "number") throw this.refusal(this.shown(), "give a number, without quotes and without +");
    this.position += 1;
    return Number(token.text);
  }

  text(): string {
    const token = this.tokens[this.position];
    if (token?.kind !== "quoted" || token.quote === "`") throw this.refusal(this.shown(), "give text in 'quotes'");
    this.position += 1;
    return token.text;
  }

  list(): string[] {
    const values: string[] = [];
    this.punctuation("(");
    do values.push(this.text());
    while (this.takePunctuation(","));
    this.punctuation(")");
    return values;
  }

  takeWord(word: string): boolean {
    const token = this.tokens[this.position];
    if (token?.kind !== "word" || token.text.toUpperCase() !== word) return false;
    this.position += 1;
    return true;
  }

  expectWord(word: string, fix: string): void {
    if (!this.takeWord(word)) throw this.refusal(this.shown(), fix);
  }

  refusal(found: string, fix: string): Error {
    return syntaxError(this.source, this.tokens[this.position]?.at ?? this.source.length, found, fix);
  }

  private takePunctuation(mark: string): boolean {
    const token = this.tokens[this.position];
    if (token?.kind !== "punctuation" || token.text !== mark) return false;
    this.position += 1;
    return true;
  }

  private punctuation(mark: string): void {
    if (!this.takePunctuation(mark)) throw this.refusal(this.shown(), `give ${JSON.stringify(mark)}`);
  }

  private shown(): string {
    const token = this.tokens[this.position];
    return token === undefined ? "the end" : JSON.stringify(token.text);
  }
}
