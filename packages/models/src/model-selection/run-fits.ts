import type { Logger } from "@mlsys/core";
import type { FittedModel } from "../estimator.ts";
import { toMessage } from "./estimator-message.ts";
import { doFit } from "./fit-task.ts";
import type { AnyPredictor, FitData, FitJudges, FitOutcome, FitTask } from "./fit-task.ts";
import { judgeOf } from "./judge.ts";
import type { Scoring } from "./judge.ts";
import { runTasks } from "./run-tasks.ts";
import type { TaskRun } from "./run-tasks.ts";
import type { RunMessage } from "./validation-worker.ts";

/** The fits of a run. */
export interface FitWork extends Pick<TaskRun, "signal" | "pauses" | "done" | "nJobs"> {
  readonly owner: string;
  readonly estimators: readonly unknown[];
  readonly data: FitData;
  readonly tasks: readonly FitTask[];
  readonly scoring: readonly Scoring[];
  readonly judges: Omit<FitJudges, "owner" | "judge">;
  readonly keepsModels: boolean;
  /** The scores of a fit that fails; `"raise"` where the run ends then. */
  readonly errorScore: number | "raise";
  readonly logger: Logger;
}

/** What came of each fit, and the models where they are kept. */
export interface FitResults {
  readonly outcomes: readonly FitOutcome[];
  readonly models: readonly (FittedModel | undefined)[];
}

/** Does all fits. */
export async function runFits(work: FitWork): Promise<FitResults> {
  const { owner, tasks, judges: asked, keepsModels, nJobs, signal, pauses } = work;
  const outcomes: FitOutcome[] = [];
  const models: (FittedModel | undefined)[] = [];
  const failures: unknown[] = [];
  const judges = { ...asked, owner, judge: judgeOf(owner, work.scoring) };
  await runTasks({
    count: tasks.length,
    // Models stay where they are fitted.
    nJobs: keepsModels ? 1 : nJobs,
    signal,
    pauses,
    doHere: (at) => {
      const task = tasks[at] as FitTask;
      const start = performance.now();
      try {
        const { model, outcome } = doFit(work.estimators[task.estimator] as AnyPredictor, work.data, task, judges);
        outcomes[at] = outcome;
        if (keepsModels) models.push(model);
      } catch (error) {
        failures.push(error);
        if (keepsModels) models.push(undefined);
        outcomes[at] = failedOutcome(work, error, performance.now() - start);
      }
    },
    message: () => messageOf(work),
    taskMessage: (at) => {
      const { estimator, train, test } = tasks[at] as FitTask;
      return { estimator, train: Int32Array.from(train), test: Int32Array.from(test) };
    },
    keep: (at, outcome) => void (outcomes[at] = outcome as FitOutcome),
    done: () => work.done(),
  });
  if (failures.length > 0 && failures.length === tasks.length) throw failures[0];
  return { outcomes, models };
}

/** What stands for a fit that failed; throws its error where that ends the run. */
function failedOutcome(work: FitWork, error: unknown, fitTime: number): FitOutcome {
  const { owner, errorScore, logger, scoring, judges } = work;
  if (errorScore === "raise") throw error;
  const reason = error instanceof Error ? error.message : String(error);
  logger.warn(`a fit failed, and its scores are ${errorScore}: ${reason}`, { owner, error });
  const scores = scoring.map(() => errorScore);
  return {
    testScores: scores,
    trainScores: judges.scoresTrain ? scores : [],
    fitTime,
    scoreTime: 0,
    prediction: undefined,
  };
}

/** The run as a message; undefined where a part of it cannot be sent. */
function messageOf({ owner, estimators, data, scoring, judges }: FitWork): RunMessage | undefined {
  const sent = toMessage({ estimators, data, judges: { ...judges, owner }, scoring });
  return sent && { run: "fits", given: sent.value };
}
