import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { BenchmarkCase } from "../benchmark-case.ts";
import { postRequest, sendRequests } from "../load.ts";
import { sources } from "../places.ts";

const REQUESTS = 20_000;
const CONNECTIONS = 64;

/** One row of ten features a request, 64 connections, JSON; the baseline is node:http with a hand-written check. */
export const cases: readonly BenchmarkCase[] = [
  {
    name: "serve-raw-http",
    n: REQUESTS,
    peer: { name: "node:http", version: process.versions.node },
    goal: 0.9,
    prepare: async () => {
      const ours = await startServer("ours.ts");
      const raw = await startServer("raw-http.ts");
      const row = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
      return {
        run: () => sendRequests(ours.port, postRequest("/predict", { instances: [row] }), REQUESTS, CONNECTIONS),
        peer: () => sendRequests(raw.port, postRequest("/predict", { instances: [row] }), REQUESTS, CONNECTIONS),
        dispose: async () => {
          await Promise.all([ours.stop(), raw.stop()]);
        },
      };
    },
  },
];

interface RunningServer {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

async function startServer(file: string): Promise<RunningServer> {
  const path = fileURLToPath(new URL(`servers/${file}`, sources));
  const child = spawn(process.execPath, [...process.execArgv, path], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  const stop = async (): Promise<void> => {
    child.kill();
    await once(child, "exit");
  };
  return { port: Number(line), stop };
}
