import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { BenchmarkCase, BenchmarkResult, PreparedCase } from "./benchmark-case.ts";
import { peakMb } from "./peak-memory.ts";
import { PythonPeer } from "./python-peer.ts";

/** Both sides run in turn for as long before anything counts, once at least. */
const WARM_UP_MS = 1500;
/** Threads of OpenBLAS and OpenMP keep a core busy for so long after their work, an eighth of a second, which is not to slow the other side. */
const PAUSE_MS = 200;

/** Measures a case: a warm-up of both sides, then runs in turn, ours and the peer's, each after a pause. */
export async function measure(benchmark: BenchmarkCase, runs: number): Promise<BenchmarkResult> {
  const folder = await mkdtemp(join(tmpdir(), "mlsys-bench-"));
  const prepared = await benchmark.prepare(folder);
  const peer = await startPeer(benchmark, prepared, folder);
  try {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (const started = performance.now(); ;) {
      await timeOf(prepared);
      await peer?.run();
      if (performance.now() - started > WARM_UP_MS) break;
    }
    for (let run = 0; run < runs; run++) {
      await setTimeout(PAUSE_MS);
      ours.push(await timeOf(prepared));
      await setTimeout(PAUSE_MS);
      const other = await peer?.run();
      if (other !== undefined) theirs.push(other);
    }
    const memory = { oursMb: peakMb(), peerMb: (await peer?.peakMb?.()) ?? null };
    const names = namesOf(benchmark, peer?.version);
    return { case: benchmark.name, n: benchmark.n, ...names, ...figures(ours, theirs), ...memory };
  } finally {
    peer?.stop();
    await prepared.dispose?.();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Peer {
  readonly version: string;
  readonly run: () => Promise<number>;
  readonly peakMb?: () => Promise<number>;
  readonly stop: () => void;
}

async function startPeer(
  { name, peer }: BenchmarkCase,
  prepared: PreparedCase,
  folder: string,
): Promise<Peer | undefined> {
  if ("python" in peer) {
    const python = await PythonPeer.start(name, peer.python, folder);
    if (python === undefined) return undefined;
    const { version } = python;
    return { version, run: () => python.run(), peakMb: () => python.peakMb(), stop: () => python.stop() };
  }
  const { peer: work } = prepared;
  if (work === undefined) return undefined;
  const run = async (): Promise<number> => {
    const started = performance.now();
    await work();
    return performance.now() - started;
  };
  return { version: peer.version, run, stop: () => undefined };
}

async function timeOf({ run, repeats = 1, tellsTime = false }: PreparedCase): Promise<number> {
  const started = performance.now();
  const outcome = run();
  const result: unknown = outcome instanceof Promise ? await outcome : outcome;
  if (tellsTime) return result as number;
  return (performance.now() - started) / repeats;
}

function namesOf({ peer }: BenchmarkCase, version: string | undefined): Pick<BenchmarkResult, "peer" | "peerVersion"> {
  return { peer: "python" in peer ? peer.python : peer.name, peerVersion: version ?? null };
}

function figures(
  ours: readonly number[],
  theirs: readonly number[],
): Pick<BenchmarkResult, "oursMs" | "peerMs" | "ratio" | "spread"> {
  const oursMs = median(ours);
  if (theirs.length === 0) return { oursMs, peerMs: null, ratio: null, spread: null };
  const ratios = theirs.map((peerMs, run) => peerMs / (ours[run] ?? NaN));
  const peerMs = median(theirs);
  return {
    oursMs,
    peerMs,
    ratio: peerMs / oursMs,
    spread: (Math.max(...ratios) - Math.min(...ratios)) / median(ratios),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
