import type { RandomState } from "@mlsys/core";
import { flatFrames, tonedFrames } from "./templates.ts";
import * as words from "./vocabulary.ts";

/** The tone of a sentence, from the point of view of an investor. */
export type Tone = "negative" | "neutral" | "positive";

/** Writes sentences of a tone from the frames, drawing from a stream of random numbers. */
export class SentenceWriter {
  private readonly rng: RandomState;
  private readonly told = new Set<string>();

  constructor(rng: RandomState) {
    this.rng = rng;
  }

  write(tone: Tone): string {
    const frame = this.pick(tone === "neutral" ? flatFrames : tonedFrames);
    this.told.clear();
    const text = this.fill(frame, tone);
    return `${text.charAt(0).toUpperCase()}${text.slice(1)} .`;
  }

  private fill(frame: string, tone: Tone): string {
    return frame.replace(/\{(\w+)\}/g, (_, slot: string) => this.slot(slot, tone));
  }

  private slot(slot: string, tone: Tone): string {
    const write = slots[slot.charAt(0).toLowerCase() + slot.slice(1)];
    const text = write === undefined ? slot : write(this, tone);
    return /^[A-Z]/.test(slot) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.rng.interval(choices.length - 1)] as T;
  }

  between(low: number, high: number): number {
    return low + this.rng.interval(high - low);
  }

  chance(share: number): boolean {
    return this.rng.randomSample() < share;
  }

  event(tone: Tone): string {
    return this.fill(this.pick(tone === "positive" ? words.goodEvents : words.badEvents), tone);
  }

  /** A figure that the sentence has not told of yet. */
  figure(choices: readonly string[]): string {
    const left = choices.filter((each) => !this.told.has(each));
    const figure = this.pick(left.length === 0 ? choices : left);
    this.told.add(figure);
    return figure;
  }

  /** A figure and the direction that gives the tone: up for a welcome one, down for an unwelcome one. */
  movement(tone: Tone): { readonly figure: string; readonly rises: boolean } {
    const isWelcome = this.chance(0.5);
    const figure = this.figure(isWelcome ? words.welcomeFigures : words.unwelcomeFigures);
    return { figure, rises: isWelcome === (tone === "positive") };
  }
}

const slots: Readonly<Record<string, (writer: SentenceWriter, tone: Tone) => string>> = {
  company: (w) => w.pick(words.nameHeads) + w.pick(words.nameTails) + w.pick(words.nameForms),
  clause: (w, tone) => {
    const { figure, rises } = w.movement(tone);
    return `${figure} ${w.pick(rises ? words.risingVerbs : words.fallingVerbs)}`;
  },
  change: (w, tone) => {
    const { figure, rises } = w.movement(tone);
    const [low, high] = [w.between(1, 200), w.between(201, 400)];
    const verb = w.pick(rises ? words.risingVerbs : words.fallingVerbs);
    return `${figure} ${verb} to EUR ${rises ? high : low} mn from EUR ${rises ? low : high} mn`;
  },
  level: (w, tone) => {
    const { figure, rises } = w.movement(tone);
    return `${figure} ${rises ? "above" : "below"}`;
  },
  adjective: (w, tone) => {
    const { figure, rises } = w.movement(tone);
    return `${w.pick(rises ? words.risingAdjectives : words.fallingAdjectives)} ${figure}`;
  },
  aside: (w, tone) => {
    const { figure, rises } = w.movement(tone === "positive" ? "negative" : "positive");
    return `${w.pick(rises ? words.risingAdjectives : words.fallingAdjectives)} ${figure}`;
  },
  event: (w, tone) => w.event(tone),
  anyFigure: (w) => w.figure([...words.welcomeFigures, ...words.unwelcomeFigures]),
  anyVerb: (w) => w.pick([...words.risingVerbs, ...words.fallingVerbs]),
  amount: (w) => `EUR ${w.between(1, 400)}${w.pick(["", ".2", ".5"])} ${w.pick(["mn", "million"])}`,
  share: (w) => `EUR 0.${w.between(10, 99)}`,
  percent: (w) => `${w.between(1, 45)}${w.pick(["", "", ".5"])}`,
  count: (w) => `${w.between(1, 90)},${w.between(100, 999)}`,
  few: (w) => String(w.between(20, 400)),
  year: (w) => String(w.between(2004, 2014)),
  quarter: (w) => w.pick(["first", "second", "third", "fourth"]),
  date: (w) => `${w.between(1, 28)} ${w.pick(words.months)}`,
  period: (w) => {
    const year = w.between(2004, 2014);
    const quarter = w.pick(["first", "second", "third", "fourth"]);
    return w.pick([`in ${year}`, `in the ${quarter} quarter of ${year}`, `in the period from ${w.pick(words.months)} to December ${year}`, `during ${year}`]); // prettier-ignore
  },
  comparison: (w) =>
    w.pick(["a year earlier", "in the previous year", "in the corresponding period of the previous year"]),
  unit: (w) => w.pick(words.units),
  product: (w) => w.pick(words.products),
  place: (w) => w.pick(words.places),
  role: (w) => w.pick(words.roles),
  person: (w) => `${w.pick(words.firstNames)} ${w.pick(words.lastNames)}`,
};
