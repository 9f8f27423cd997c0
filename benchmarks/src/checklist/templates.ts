/** A template with its fill-ins, of which both sides make the same strings. */
export interface PlannedTemplate {
  readonly text: string;
  readonly fill: Readonly<Record<string, readonly string[]>>;
}

const words = (kind: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${kind}${i}`);

/** 53,820 strings of one template. */
export const large: readonly PlannedTemplate[] = [
  {
    text: "{it} {noun} {be} {a:adj} one.",
    fill: { it: words("it", 3), noun: words("noun", 30), be: words("be", 13), adj: words("adj", 46) },
  },
];

/** 8,658 strings of six templates. */
export const small: readonly PlannedTemplate[] = [
  ["{noun} is {adj}.", 37, 39],
  ["{noun} is not {adj}.", 37, 39],
  ["I {adj} the {noun}.", 37, 39],
  ["It is {a:adj} {noun}.", 37, 39],
  ["{noun}, that is {adj}!", 37, 39],
  ["They {adj} {noun}?", 37, 39],
].map(([text, nouns, adjectives]) => ({
  text: String(text),
  fill: { noun: words("noun", Number(nouns)), adj: words("adj", Number(adjectives)) },
}));
