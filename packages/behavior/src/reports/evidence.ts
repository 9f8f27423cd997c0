import type { Edit } from "../perturbations/perturbation.ts";
import type { Prediction } from "../predictors/prediction.ts";
import type { FailedCase, TestReport } from "../results/behavior-report.ts";
import { labelInWords } from "./words.ts";

/** One line of evidence: an input of a failed case. */
export interface EvidenceLine {
  readonly role: "original" | "failed" | "passed";
  readonly input: unknown;
  readonly prediction: Prediction | undefined;
  readonly edits: readonly Edit[];
  /** The label that was wanted; empty where there is none. */
  readonly wanted: string;
}

/** The lines to show of a failed case: the original of a pair, then what failed, the worst first. */
export function evidenceOf({ type }: TestReport, failure: FailedCase, most = 3): EvidenceLine[] {
  const line = (index: number, role: EvidenceLine["role"]): EvidenceLine => ({
    role,
    input: failure.inputs[index],
    prediction: failure.predictions[index],
    edits: failure.edits[index] ?? [],
    wanted: role === "failed" ? labelInWords(failure.label, index) : "",
  });
  const failed = failure.scores
    .map((score, index) => ({ score, index }))
    .filter((each): each is { score: number; index: number } => each.score !== null && !(each.score > 0))
    .sort((a, b) => a.score - b.score || a.index - b.index)
    .slice(0, most);
  const lines = failed.map(({ index }) => line(index, "failed"));
  if (type === "MFT") return lines;
  // Orders and sweeps compare with the input before.
  const [worst] = failed;
  const against = (type === "ORDER" || type === "SWEEP") && worst !== undefined ? worst.index - 1 : 0;
  return [line(against, "original"), ...(against === 0 ? lines : lines.slice(0, 1))];
}
