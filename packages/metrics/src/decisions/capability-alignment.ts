import { readNumbers } from "../input/numbers.ts";

/** A model's loss (what it was trained to lessen) and a figure of its decisions (what is wanted of it). */
export interface LossAndAccuracy {
  readonly loss: number;
  readonly accuracy: number;
}

/** Where a new model stands against an old one. */
export interface CapabilityAlignment {
  readonly kind: "capabilityAlignment";
  readonly old: LossAndAccuracy;
  readonly new: LossAndAccuracy;
  /** New less old: below 0 is better. */
  readonly lossChange: number;
  /** New less old: above 0 is better. */
  readonly accuracyChange: number;
  readonly quadrant: "better" | "misaligned" | "overconfident" | "worse" | "unchanged";
  /** What the quadrant says. */
  readonly reading: string;
}

/**
 * Sets capability (loss) against alignment (accuracy) of two models: they usually move together, and where they do not, the
 * quadrant says what kind of errors there are.
 *
 * @param old - loss and accuracy of the old model.
 * @param next - those of the new one, on the same rows.
 * @returns the changes, the quadrant and its reading.
 * @throws {@link MetricsError} `invalidInput` when a figure is not finite.
 *
 * @example
 * ```ts
 * import { capabilityAlignment } from "@mlsys/metrics";
 *
 * const { quadrant, reading } = capabilityAlignment({ loss: 0.5, accuracy: 0.8 }, { loss: 0.6, accuracy: 0.85 });
 * quadrant; // => "overconfident"
 * reading; // => "More decisions are right, but the loss is higher: the errors that are left are made with great confidence."
 * ```
 */
export function capabilityAlignment(old: LossAndAccuracy, next: LossAndAccuracy): CapabilityAlignment {
  readNumbers("capabilityAlignment", "old", [old.loss, old.accuracy]);
  readNumbers("capabilityAlignment", "next", [next.loss, next.accuracy]);
  const lossChange = next.loss - old.loss;
  const accuracyChange = next.accuracy - old.accuracy;
  const quadrant = quadrantOf(lossChange, accuracyChange);
  return {
    kind: "capabilityAlignment",
    old: { loss: old.loss, accuracy: old.accuracy },
    new: { loss: next.loss, accuracy: next.accuracy },
    lossChange,
    accuracyChange,
    quadrant,
    reading: READINGS[quadrant],
  };
}

function quadrantOf(loss: number, accuracy: number): CapabilityAlignment["quadrant"] {
  if (loss === 0 && accuracy === 0) return "unchanged";
  if (accuracy >= 0) return loss <= 0 ? "better" : "overconfident";
  return loss < 0 ? "misaligned" : "worse";
}

const READINGS: Readonly<Record<CapabilityAlignment["quadrant"], string>> = {
  better: "More decisions are right and the loss is lower: the model is better in both respects.",
  misaligned:
    "The loss is lower, but fewer decisions are right: the probabilities are closer to the truth and yet tip to the wrong side more often; look at the threshold and at the balance of the classes.",
  overconfident:
    "More decisions are right, but the loss is higher: the errors that are left are made with great confidence.",
  worse: "Fewer decisions are right and the loss is higher: the model is worse in both respects.",
  unchanged: "Neither loss nor accuracy has changed.",
};
