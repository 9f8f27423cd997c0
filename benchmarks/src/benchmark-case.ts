/** What a case hands over once it is set up. */
export interface PreparedCase {
  /** Does the work once; returned values keep the engine from dropping it. */
  readonly run: () => unknown;
  /** How often `run` repeats the measured work, so that one measurement is well above the clock's grain. Default 1. */
  readonly repeats?: number;
  /** Whether `run` gives the milliseconds of the work, which another process has timed. Default: they are taken here. */
  readonly tellsTime?: boolean;
  /** Does the peer's work once, where the peer is not Python. */
  readonly peer?: () => Promise<void>;
  /** Frees what was set up. */
  readonly dispose?: () => Promise<void>;
}

/** One comparison with a peer. */
export interface BenchmarkCase {
  /** The fixed name, as on the command line. */
  readonly name: string;
  /** Size of the problem: rows, sentences, requests. */
  readonly n: number;
  /** The peer: a module of Python, whose work of the same name stands in peers/peer.py, or a name for the table. */
  readonly peer: { readonly python: string } | { readonly name: string; readonly version: string };
  /** The ratio to reach: the peer's time over ours. */
  readonly goal: number;
  /** The time to reach, in milliseconds, where that is the goal; the ratio is then what it would be over a peer's recorded time. */
  readonly goalMs?: number;
  /** Sets up; `folder` is a temporary folder that our side and the peer share. */
  readonly prepare: (folder: string) => Promise<PreparedCase>;
}

/** What is reported of a case. */
export interface BenchmarkResult {
  readonly case: string;
  readonly n: number;
  readonly oursMs: number;
  readonly peer: string;
  readonly peerVersion: string | null;
  readonly peerMs: number | null;
  /** The peer's time over ours: above 1, we are faster. */
  readonly ratio: number | null;
  /** Range of the ratios of single runs, over their median. */
  readonly spread: number | null;
  /** The most memory that our process has held, in megabytes. */
  readonly oursMb: number;
  /** The most memory that the peer's process has held; null where it is no process of its own. */
  readonly peerMb: number | null;
}
