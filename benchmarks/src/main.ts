import { parseArgs } from "node:util";
import { didYouMean } from "@mlsys/core";
import type { BenchmarkCase, BenchmarkResult } from "./benchmark-case.ts";
import { isBundle, runBundled } from "./bundled.ts";
import { everyCase } from "./cases/index.ts";
import { measureApart } from "./measure-apart.ts";

const usage = `Usage: npm run bench -- [--case NAME …] [--runs N] [--memory] [--json] [--list]

  --case NAME  measure only this case (may be given several times)
  --runs N     counted runs of each side after a warm-up (default 5)
  --memory     also tell the most memory that each process has held, in MB; the packages are built, and the benchmarks
               bundled, first
  --json       one JSON object a line instead of a table
  --list       name the cases and stop

A goal is a ratio, the peer's time over ours. Where there is one in milliseconds, that is the goal: the ratio is the one that it was over
the peer's recorded time, which another machine may not give.

The peers run in $PYTHON, or python3 where that is not set; without them our times stand alone.
`;

const all = await everyCase();
process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const options = readArguments(argv);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n`);
    return 2;
  }
  if (options.help || options.list) {
    process.stdout.write(options.help ? usage : all.map(({ benchmark }) => `${benchmark.name}\n`).join(""));
    return 0;
  }
  const chosen = all.filter(({ benchmark }) => options.case?.includes(benchmark.name) ?? true);
  if (options.memory && !isBundle) return runBundled(argv);
  if (!options.json) process.stdout.write(header(options.memory));
  for (const each of chosen) {
    const result = await measureApart(each, options.runs);
    process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : row(each.benchmark, result, options.memory));
  }
  return 0;
}

interface Options {
  readonly case: readonly string[] | undefined;
  readonly runs: number;
  readonly memory: boolean;
  readonly json: boolean;
  readonly list: boolean;
  readonly help: boolean;
}

/** The options, or the sentence that says what is wrong with them. */
function readArguments(argv: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        case: { type: "string", multiple: true },
        runs: { type: "string", default: "5" },
        memory: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        list: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    const names = all.map(({ benchmark }) => benchmark.name);
    const unknown = values.case?.find((name) => !names.includes(name));
    if (unknown !== undefined) return `there is no case ${unknown}: ${didYouMean(unknown, names)}`;
    if (!/^[1-9]\d{0,2}$/.test(values.runs)) return `--runs takes a whole number from 1 to 999: found ${values.runs}`;
    return { ...values, case: values.case, runs: Number(values.runs) };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function header(hasMemory: boolean): string {
  const memory = hasMemory ? `${"ours, MB".padStart(10)}${"peer, MB".padStart(10)}` : "";
  return `${"case".padEnd(28)}${"n".padStart(9)}${"ours, ms".padStart(12)}${"peer, ms".padStart(12)}${"ratio".padStart(9)}${"goal".padStart(7)}${"goal, ms".padStart(10)}${"spread".padStart(9)}${memory}  peer\n`;
}

function row({ goal, goalMs }: BenchmarkCase, result: BenchmarkResult, hasMemory: boolean): string {
  const { ratio, spread, peerMs, oursMb, peerMb } = result;
  const memory = [oursMb, peerMb].map((mb) => (mb === null ? "–" : mb.toFixed(0)).padStart(10)).join("");
  return [
    result.case.padEnd(28),
    String(result.n).padStart(9),
    result.oursMs.toPrecision(4).padStart(12),
    (peerMs === null ? "–" : peerMs.toPrecision(4)).padStart(12),
    (ratio === null ? "–" : ratio.toPrecision(3)).padStart(9),
    String(goal).padStart(7),
    String(goalMs ?? "–").padStart(10),
    (spread === null ? "–" : `${Math.round(spread * 100)} %`).padStart(9),
    hasMemory ? memory : "",
    `  ${result.peer} ${result.peerVersion ?? "(not there)"}\n`,
  ].join("");
}
