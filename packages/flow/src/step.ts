import type { Logger, ProgressListener } from "@mlsys/core";

/** What a step's body gets. */
export interface Task<Self> {
  /** The parameters, and what the steps before returned. */
  readonly self: Readonly<Self>;
  readonly runId: string;
  readonly flowName: string;
  readonly stepName: string;
  /** From 1; more after retries. */
  readonly attempt: number;
  /** Aborted when the run is cancelled or the step takes too long; hand it on to long work. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
  /** Tells how far the step is; fits the option `onProgress` of other packages. */
  readonly progress: ProgressListener;
}

/** How a step is tried again. */
export interface RetryOptions {
  /** Further attempts after the first. */
  readonly times: number;
  /** Pause before the first further attempt, in milliseconds. Default 1,000. */
  readonly delayMs?: number;
  /** By which each further pause is longer. Default 2. */
  readonly factor?: number;
}

/** Options of a step. */
export interface StepOptions {
  /** Tries again after an error. Default: not. */
  readonly retry?: RetryOptions;
  /**
   * Longest time of an attempt, in milliseconds; then its signal is aborted and it counts as failed. A body that computes without
   * ever awaiting cannot be stopped. Default: none.
   */
  readonly timeoutMs?: number;
}

/** A step as the engine sees it. */
export interface StepDefinition {
  readonly name: string;
  readonly run: (task: Task<Record<string, unknown>>) => unknown;
  readonly retry: Required<RetryOptions>;
  readonly timeoutMs: number | undefined;
}
