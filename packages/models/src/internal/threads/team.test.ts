import { Matrix, randomState } from "@mlsys/core";
import { histGradientBoostingClassifier, kMeans, kNeighborsClassifier } from "@mlsys/models";
import { expect, test } from "vitest";
import type { RowLoops } from "../row-loops/row-loops.ts";
import { wasmLoops } from "../row-loops/wasm-loops.ts";
import { CONTROL_BYTES } from "./kernel-memory.ts";
import { TaskBoard } from "./task-board.ts";
import { currentTeam, stayAlone, Team } from "./team.ts";

test("threads take a part of the tasks, and each task is done once", () => {
  const team = Team.start();
  const wasm = wasmLoops(1 << 16, true);
  if (team === undefined || wasm === undefined) throw new RangeError("there are no threads here");
  const sums = new Float64Array(wasm.memory.buffer, 16_384, 400);
  let mine = 0;
  const slow = {
    // Adds 1 where the loop of the threads adds 1, too, but takes its time.
    addLeaves: (task: number) => {
      mine += 1;
      sums[task] = (sums[task] as number) + 1;
      const until = performance.now() + 2;
      while (performance.now() < until);
    },
  } as unknown as RowLoops;
  const leaves = new Float64Array(wasm.memory.buffer, 20_480, 1200);
  const samples = new Int32Array(wasm.memory.buffer, 32_768, 400).map((_, i) => i);
  new Int32Array(wasm.memory.buffer, 32_768, 400).set(samples);
  for (let task = 0; task < 400; task++) leaves.set([task, task + 1, 1], 3 * task);
  const board = team.begin({ ...wasm, loops: slow }, 8192, Infinity);
  let rounds = 0;
  // A thread needs a moment to start.
  do {
    mine = 0;
    rounds += 1;
    board.run("addLeaves", 400, [1, 20_480, 400, 32_768, 16_384]);
    expect(new Set(sums)).toEqual(new Set([rounds]));
  } while (mine === 400 && rounds < 10);
  board.close();
  expect(mine).toBeLessThan(400);
});

test("who waits for others longer than it works does the next rounds alone", () => {
  const team = Team.start();
  const samples = 4_000_000;
  const wasm = wasmLoops(65_536 + 4 * samples, true);
  if (team === undefined || wasm === undefined) throw new RangeError("there are no threads here");
  let mine = 0;
  const loops = { addLeaves: () => void (mine += 1) } as unknown as RowLoops;
  // The second of two tasks takes another thread some milliseconds, and this one none.
  new Float64Array(wasm.memory.buffer, 20_480, 3).set([0, samples, 1]);
  new Int32Array(wasm.memory.buffer, 65_536, samples).fill(1);
  const board = team.begin({ ...wasm, loops }, 8192, Infinity);
  let roundsSinceWaiting = -Infinity;
  for (let round = 0; round < 20_000 && roundsSinceWaiting < 16; round++) {
    mine = 0;
    const until = performance.now() + 0.5;
    board.run("addLeaves", 2, [1, 20_480, 1, 65_536, 16_384], () => {
      while (performance.now() < until);
    });
    roundsSinceWaiting = mine < 2 ? 0 : roundsSinceWaiting + 1;
  }
  board.close();
  expect(roundsSinceWaiting).toBe(16);
});

test("a task that is not done yet is called again", () => {
  const board = new TaskBoard(new ArrayBuffer(CONTROL_BYTES), 0, {
    descendRows: (task: number, most: number) => {
      calls.push(task);
      return calls.filter((each) => each === task).length < most ? 1 : 0;
    },
  });
  const calls: number[] = [];
  board.run("descendRows", 2, [3]);
  expect(calls.sort()).toEqual([0, 0, 0, 1, 1, 1]);
});

test("what is learned does not depend on the number of threads", () => {
  const rng = randomState(1);
  const X = new Matrix(12_000, 8, rng.standardNormal(96_000));
  const y = Array.from({ length: X.rows }, (_, i) => (X.get(i, 0) * X.get(i, 1) > 0.3 * X.get(i, 2) ? "a" : "b"));
  const learn = () => [
    JSON.stringify(kMeans({ nClusters: 11 }).fit(X).toJSON()),
    JSON.stringify(histGradientBoostingClassifier({ maxIter: 15 }).fit(X, y).toJSON()),
    kNeighborsClassifier({ algorithm: "brute" })
      .fit(X, y)
      .kneighbors(X.take(Int32Array.from({ length: 1500 }, (_, i) => i))),
  ];
  expect(currentTeam()).toBeDefined();
  const together = [learn(), learn()];
  stayAlone();
  expect(currentTeam()).toBeUndefined();
  const alone = learn();
  expect(together).toEqual([alone, alone]);
});
