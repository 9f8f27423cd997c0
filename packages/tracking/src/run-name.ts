import { randomInt } from "node:crypto";

const ADJECTIVES =
  "brisk calm clear crisp deft eager fair fleet glad keen kind lively mellow neat quick quiet sharp steady swift warm";
const NOUNS =
  "badger beacon brook cedar comet falcon fern harbor heron lark maple meadow otter pebble pine raven river sparrow thistle wren";

/** Two words and a number, for a run that was not named. */
export function randomRunName(): string {
  const pick = (words: string): string => {
    const list = words.split(" ");
    return list[randomInt(list.length)] ?? "";
  };
  return `${pick(ADJECTIVES)}-${pick(NOUNS)}-${randomInt(1000)}`;
}
