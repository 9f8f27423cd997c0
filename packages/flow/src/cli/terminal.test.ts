import { terminalProgress } from "@mlsys/flow";
import type { FlowEvent } from "@mlsys/flow";
import { expect, it } from "vitest";

const events: readonly FlowEvent[] = [
  { type: "runStarted", runId: "r2", flowName: "news", steps: ["load", "fit"], originRunId: "r1" },
  { type: "stepReused", stepName: "load", originRunId: "r1" },
  { type: "stepStarted", stepName: "fit", attempt: 1 },
  { type: "stepProgress", stepName: "fit", progress: { task: "epochs", completed: 1, total: 4 } },
  { type: "stepRetrying", stepName: "fit", attempt: 1, delayMs: 1000, error: new RangeError("too\nlong") },
  { type: "stepStarted", stepName: "fit", attempt: 2 },
  { type: "stepFinished", stepName: "fit", durationMs: 61_000, artifacts: [] },
  { type: "runFinished", runId: "r2", durationMs: 61_100 },
];

it("writes plain lines where there is no terminal", () => {
  expect(draw(false)).toBe(
    [
      "news: run r2, resumes r1",
      "[1/2] load: reused from r1",
      "[2/2] fit: attempt 1 failed, too; again in 1.00 s",
      "[2/2] fit: 1 min 1 s",
      "done in 1 min 1 s",
      "",
    ].join("\n"),
  );
});

it("writes over the line of the step that runs on a terminal, and ends with the same lines", () => {
  const drawn = draw(true);
  expect(drawn).toContain("[2/2] fit …");
  expect(drawn).toContain("25 % fit: epochs");
  const kept = drawn.split("\n").map((line) => line.split("\r\u001B[2K").at(-1));
  expect(kept.join("\n")).toBe(draw(false));
});

function draw(isTTY: boolean): string {
  let drawn = "";
  const onEvent = terminalProgress({ isTTY, columns: 80, write: (text) => (drawn += text) });
  for (const event of events) onEvent(event);
  return drawn;
}
