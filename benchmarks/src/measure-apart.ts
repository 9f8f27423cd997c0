import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { BenchmarkResult } from "./benchmark-case.ts";
import { isBundle } from "./bundled.ts";
import type { FiledCase } from "./cases/index.ts";

/**
 * Measures a case in a process of its own, which holds the packages of its file only, as the peer's does: collecting garbage costs the
 * more the more there is in memory, and code that other cases have run is compiled for them too.
 */
export async function measureApart({ file, benchmark }: FiledCase, runs: number): Promise<BenchmarkResult> {
  const child = fork(fileURLToPath(new URL(isBundle ? "measure-one.mjs" : "measure-one.ts", import.meta.url)), [
    file,
    benchmark.name,
    String(runs),
  ]);
  let result: BenchmarkResult | undefined;
  child.on("message", (message) => (result = message as BenchmarkResult));
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0 || result === undefined) throw new Error(`${benchmark.name} was not measured`);
  return result;
}
