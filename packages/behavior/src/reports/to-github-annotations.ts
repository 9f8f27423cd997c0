import type { BehaviorReport } from "../results/behavior-report.ts";
import { evidenceOf } from "./evidence.ts";
import { gateInWords, inputInWords, predictionInWords, rateInWords, shortened, verdictOf } from "./words.ts";

/**
 * Renders what did not pass as workflow commands, which GitHub shows as annotations.
 *
 * @param report - the report of a run.
 * @returns a line for each test that did not pass; empty when all did.
 * @see GitHub's workflow commands `::error` and `::warning`.
 *
 * @example
 * ```ts
 * import { defineSuite, runSuite } from "@mlsys/behavior";
 * import { toGitHubAnnotations } from "@mlsys/behavior/report";
 *
 * const suite = defineSuite("news", (t) => t.mft("words", { cases: [{ input: "rose", label: "up" }] }));
 * const report = await runSuite(suite, () => ["down"]);
 * toGitHubAnnotations(report).startsWith("::error title=MFT words::1/1 failed"); // => true
 * ```
 */
export function toGitHubAnnotations(report: BehaviorReport): string {
  return report.tests
    .filter((test) => !test.passed)
    .map((test) => {
      const [worst] = test.worst;
      const shown = worst === undefined ? [] : evidenceOf(test, worst, 1);
      const lines = shown.map(
        ({ input, prediction }) => `[${predictionInWords(prediction)}] ${shortened(inputInWords(input), 200)}`,
      );
      const message = [`${rateInWords(test.failRate)}; wanted ${gateInWords(test)}`, ...lines].join("\n");
      const command = verdictOf(test) === "warning" ? "warning" : "error";
      return `::${command} title=${property(`${test.type} ${test.name}`)}::${data(message)}\n`;
    })
    .join("");
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
