import { randomState } from "@mlsys/core";

const WORDS =
  "the flight was late again and my bag never came so please tell me how long this takes thanks for nothing crew gate hours".split(
    " ",
  );
const PHRASES = [
  "I don't",
  "it is",
  "you're",
  "we have",
  "can not",
  "she's been",
  "they will",
  "isn't",
  "who would",
  "I am",
];

/** Short messages of 109 characters, the mean of the released suite's tweets, as full of contractions and numbers as those are. */
export function makeTweets(count: number): string[] {
  const rng = randomState(7);
  return Array.from({ length: count }, () => {
    let text = "@airline";
    while (text.length < 109) {
      const draw = rng.randomSample();
      const list = draw < 0.05 ? PHRASES : WORDS;
      text += draw > 0.99 ? ` ${rng.randint(3, 999)}` : ` ${list[rng.randint(0, list.length)] ?? ""}`;
    }
    return text.slice(0, 109);
  });
}
