import { encodeLabels } from "@mlsys/core";
import type { Label, LabelArray } from "@mlsys/core";
import { MetricsError } from "../metrics-error.ts";

/** The distinct labels, ascending. */
export function classesOf(owner: string, labels: LabelArray): readonly Label[] {
  return encodeLabels(owner, { labels }, MetricsError).classes;
}
