import { parentPort } from "node:worker_threads";
import * as models from "../index.ts";
import { stayAlone } from "../internal/threads/team.ts";
import type { SavedModel } from "../persistence/saved-model.ts";
import { columnScores } from "./column-scores.ts";
import type { ColumnWork } from "./column-scores.ts";
import { codeOf, fromMessage, toMessage } from "./estimator-message.ts";
import type { Message } from "./estimator-message.ts";
import { doFit } from "./fit-task.ts";
import type { AnyPredictor, FitData, FitJudges, FitTask } from "./fit-task.ts";
import { judgeOf } from "./judge.ts";
import type { Scoring } from "./judge.ts";
import type { ScoredModel } from "./scorers.ts";

/** What a thread is sent first: all that the tasks of a run have in common. */
export interface RunMessage {
  readonly run: "fits" | "columns";
  readonly given: Message;
}

/** What a thread answers: what came of a task; undefined where it cannot do it, and the other end should see for itself. */
export interface TaskAnswer {
  readonly task: number;
  readonly outcome: Message | undefined;
}

type DoTask = (given: unknown) => unknown;

let doTask: DoTask | undefined;

// Several threads work side by side already.
stayAlone();
// In the main thread there is no port, and this module does nothing else.
parentPort?.on("message", (message: RunMessage | { readonly task: number; readonly given: Message } | null) => {
  if (message === null) doTask = undefined;
  else if ("run" in message) doTask = attempt(() => begin(message)) as DoTask | undefined;
  else {
    const { task, given } = message;
    const outcome = attempt(() => toMessage(doTask?.(fromMessage(given, models)))?.value) as Message | undefined;
    parentPort?.postMessage({ task, outcome } satisfies TaskAnswer);
  }
});

function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function begin({ run, given }: RunMessage): DoTask {
  return run === "fits" ? fits(fromMessage(given, models)) : columns(fromMessage(given, models));
}

function fits(given: unknown): DoTask {
  const { estimators, data, judges, scoring } = given as {
    readonly estimators: readonly AnyPredictor[];
    readonly data: FitData;
    readonly judges: Omit<FitJudges, "judge">;
    readonly scoring: readonly Scoring[];
  };
  const all = { ...judges, judge: judgeOf(judges.owner, scoring) };
  return (task) => {
    const fit = task as FitTask;
    return doFit(estimators[fit.estimator] as AnyPredictor, data, fit, all).outcome;
  };
}

function columns(given: unknown): DoTask {
  const { saved, code, scoring, ...work } = given as Omit<ColumnWork, "model" | "judge"> & {
    readonly saved: SavedModel;
    readonly code: string;
    readonly scoring: readonly Scoring[];
  };
  const model = models.modelFromState(saved) as unknown as ScoredModel;
  // Another's model may have the same kind.
  if (codeOf(model, "predict") !== code) return () => undefined;
  const scores = columnScores({ ...work, model, judge: judgeOf(work.owner, scoring) });
  return (column) => scores(column as number);
}
