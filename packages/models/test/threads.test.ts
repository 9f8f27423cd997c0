import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

/** Runs a program by itself: threads start on the package's own files. */
function run(program: string, ...more: readonly string[]) {
  const given = ["--conditions=@mlsys/source", "--no-warnings", ...more, "--input-type=module", "--eval", program];
  const { stdout, stderr, status } = spawnSync(process.execPath, given, {
    encoding: "utf8",
    timeout: 110_000,
    cwd: new URL("..", import.meta.url),
  });
  return { stdout, stderr, status };
}

const preamble = `
  import { Matrix, randomState } from "@mlsys/core";
  import * as models from "@mlsys/models";
  import threads from "node:worker_threads";
  let started = 0;
  const { Worker } = threads;
  threads.Worker = class extends Worker { constructor(...given) { super(...given); started += 1; } };
  const rng = randomState(0);
  const X = new Matrix(2000, 8, rng.standardNormal(16_000));
  const y = Array.from({ length: X.rows }, (_, i) => (X.get(i, 0) * X.get(i, 1) > X.get(i, 2) ? "yes" : "no"));
`;

test(
  "a process that used threads ends by itself; one that may not start any comes to the same",
  { timeout: 120_000 },
  () => {
    const program = `${preamble}
    const Z = new Matrix(20_000, 5, rng.standardNormal(100_000));
    process.stdout.write(String(models.kMeans({ nClusters: 3 }).fit(Z).inertia));
  `;
    const usual = run(program);
    expect(usual).toMatchObject({ stderr: "", status: 0 });
    expect(Number(usual.stdout)).toBeGreaterThan(0);
    expect(run(program, "--permission", "--allow-fs-read=*")).toEqual(usual);
  },
);

test("trees that grow on threads are those that grow here", { timeout: 120_000 }, () => {
  const { stdout, stderr, status } = run(`${preamble}
    let received = 0;
    const { receiveMessageOnPort } = threads;
    threads.receiveMessageOnPort = (port) => {
      const found = receiveMessageOnPort(port);
      if (found !== undefined) received += 1;
      return found;
    };
    const numbers = y.map((label, i) => (label === "yes" ? 2 : 0) + X.get(i, 3));
    const grow = (nJobs) => [
      models.randomForestClassifier({ nEstimators: 120, nJobs, classWeight: "balanced_subsample" }).fit(X, y),
      models.extraTreesRegressor({ nEstimators: 80, nJobs }).fit(X, numbers),
      models.randomForestRegressor({ nEstimators: 30, nJobs, oobScore: true }).fit(X, numbers),
    ].map((model) => JSON.stringify(model));
    const alone = grow(1);
    const before = received;
    const rounds = [grow(2), grow(null), grow(2)];
    const same = rounds.every((models) => models.every((model, at) => model === alone[at]));
    process.stdout.write(JSON.stringify({ before, took: received > 0, same }));
  `);
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  expect(JSON.parse(stdout)).toEqual({ before: 0, took: true, same: true });
});

test("fits of folds on threads give what they give here, report and end", { timeout: 120_000 }, () => {
  const { stdout, stderr, status } = run(`${preamble}
    const forest = models.randomForestClassifier({ nEstimators: 200, nJobs: 1 });
    const steps = () => models.pipeline(models.standardScaler(), forest);
    const model = forest.fit(X, y);
    const all = async (nJobs) => {
      const reports = [];
      const options = { cv: 8, nJobs, onProgress: ({ completed }) => void reports.push(completed) };
      const scored = await models.crossValidate(steps(), X, y, { ...options, scoring: ["accuracy", "rocAuc"] });
      const curve = await models.validationCurve(
        (maxDepth) => models.randomForestClassifier({ nEstimators: 60, maxDepth, nJobs: 1 }), X.toArray(), y, { ...options, cv: 2, paramRange: [5, 9] },
      );
      const learned = await models.learningCurve(forest, X, y, { ...options, cv: 2, trainSizes: [0.9] });
      return {
        reports,
        figures: JSON.stringify([
          scored.testAccuracy, scored.testRocAuc, curve.testScores.data, learned.trainSizes, learned.testScores.data,
          Object.values(
            await models.permutationImportance(model, X, y, { nJobs, scoring: ["rocAuc", "accuracy"], nRepeats: 1 }),
          ).map(({ importances }) => importances.data),
          await models.crossValPredict(models.gaussianNB(), X, y, options),
          (await models.crossValPredict(models.gaussianNB(), X, y, { ...options, method: "predictProba" })).toArray(),
        ]),
      };
    };
    const here = await all(1);
    const before = started;
    const there = await all(2);
    process.stdout.write(JSON.stringify({ here: before, there: started, reports: there.reports, same: here.figures === there.figures }));
  `);
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  expect(JSON.parse(stdout)).toEqual({
    here: 0,
    there: 2,
    reports: [[8], [4], [2], [8], [8]].flatMap(([count = 0]) => Array.from({ length: count }, (_, i) => i + 1)),
    same: true,
  });
});

test("fits on threads stop when asked to; what cannot be sent is done here", { timeout: 120_000 }, () => {
  const { stdout, stderr, status } = run(`${preamble}
    const forest = models.randomForestClassifier({ nEstimators: 200, nJobs: 1 });
    const controller = new AbortController();
    const options = { cv: 8, nJobs: 2, signal: controller.signal, onProgress: ({ completed }) => completed === 1 && setTimeout(() => controller.abort(), 300) };
    const aborted = await models.crossValScore(forest, X, y, options).catch((error) => error.code);
    let own = 0;
    const wrapped = { ...forest, fit: (...given) => { own += 1; return forest.fit(...given); } };
    const scores = await models.crossValScore(wrapped, X, y, { cv: 5 });
    const failing = await models.crossValScore(forest, X, y, { cv: 5, onProgress: () => { throw new RangeError("heard enough"); } }).catch((error) => error.message);
    process.stdout.write(JSON.stringify({ aborted, own, scores: scores.length, failing }));
  `);
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  expect(JSON.parse(stdout)).toEqual({ aborted: "aborted", own: 5, scores: 5, failing: "heard enough" });
});
