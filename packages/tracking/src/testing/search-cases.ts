import type { RunSearch, TrackingStore } from "../store/tracking-store.ts";

/**
 * Filters and the runs that MLflow 3.17.2 finds among the four of {@link searchFixture}; those on datasets, artifact
 * addresses and run ids are left out, and so is what only differs in being refused by us (noted at `IN`).
 */
export const searchCases: readonly (readonly [filter: string, runs: string])[] = [
  ["", "ABCD"],
  ["metrics.acc > 0.85", "A"],
  ["metrics.acc != 0.9", "BC"],
  ["metrics.loss != 0.1", "BC"],
  ["metrics.loss = 0", ""],
  ["metrics.loss > 1000", "C"],
  ["metrics.`m 1` = 5", "A"],
  ["metrics.acc = NaN", "refused"],
  ["metrics.acc <> 0.9", "refused"],
  ["metrics.acc IN (0.9)", "refused"],
  ["metrics.acc > +0.85", "refused"],
  ["params.lr = 0.01", "refused"],
  ['params.lr = "0.01"', "A"],
  ["params.model like 'c%'", "A"],
  ["params.model ILIKE 'C%'", "AB"],
  ["params.model NOT LIKE 'c%'", "refused"],
  ["params.model != ''", "ABC"],
  ["params.model = ''", ""],
  ["params.model = `cnn`", "refused"],
  ["params.\"my param\" LIKE 'x%'", "A"],
  ["params.lr is not null", "ABC"],
  ["tags.team != 'red'", "A"],
  ["tags.missing IS NULL", "ABCD"],
  ["tags.env = 'it''s'", ""],
  ['tags.env = "it\'s"', "A"],
  ["tags.'team' = 'Red'", "A"],
  ["tags.a.b = 'dot'", "A"],
  ["tags.env = '100%'", "C"],
  ["status = 'finished'", ""],
  ["status != 'RUNNING'", "ABD"],
  ["attribute.status IN ('FINISHED')", "refused"],
  ["run_name != 'alpha'", "BCD"],
  ["attributes.\"Run name\" LIKE 'Gamma\\_%'", ""],
  ["start_time = 2000.0", "B"],
  ["end_time IS NULL", "refused"],
  ["experiment_id = '1'", "refused"],
  ["metrics.acc > 0.5 OR metrics.acc < 0", "refused"],
  ["metrics.acc > 0.5 AND (params.model = 'cnn')", "refused"],
  ["metrics.acc > 0.5 -- c", "refused"],
  ["metrics.acc > 0.5, params.model = 'cnn'", "refused"],
  ["METRICS.acc > 0.5", "refused"],
  ["metrics.acc", "refused"],
  ["metrics.acc > 0.5 and params.model = 'cnn'", "A"],
  ["metrics.acc > 0.5 metrics.acc < 1", "refused"],
];

/** Sort keys and the order that MLflow 3.17.2 gives the four runs of {@link searchFixture}. */
export const sortCases: readonly (readonly [orderBy: string, runs: string])[] = [
  ["metrics.acc", "CBAD"],
  ["metrics.acc DESC", "ABCD"],
  ["metrics.loss ASC", "ACBD"],
  ["metrics.loss DESC", "CABD"],
  ["params.lr", "CABD"],
  ["tags.team", "ABDC"],
  ["end_time DESC", "DBAC"],
  ["status", "BADC"],
  ["run_name ASC", "CABD"],
  ["user_id DESC, start_time ASC", "CABD"],
  ["metrics.nope DESC", "DCBA"],
  ["attributes.`Run name`", "refused"],
  ["metrics.acc foo", "refused"],
  ["dataset.name", "refused"],
  ["metrics.acc, metrics.acc DESC", "refused"],
];

const runs = [
  {
    name: "alpha",
    user: "u1",
    status: "FINISHED",
    metrics: { acc: 0.9, loss: 0.1, "m 1": 5 },
    params: { lr: "0.01", model: "cnn", "my param": "x y" },
    tags: { team: "Red", "a.b": "dot", env: "it's" },
  },
  {
    name: "beta",
    user: "u1",
    status: "FAILED",
    metrics: { acc: 0.8, loss: NaN },
    params: { lr: "0.1", model: "CNN" },
    tags: { team: "red", env: 'say "hi"' },
  },
  {
    name: "Gamma_1",
    user: "u2",
    status: "RUNNING",
    metrics: { acc: -1.5, loss: Infinity },
    params: { lr: "0.001", model: "rnn" },
    tags: { env: "100%" },
  },
  { name: "delta", user: "u1", status: "KILLED", metrics: {}, params: {}, tags: {} },
] as const;

/** Fills a store with the four runs, and returns a search that names them by the letters A to D. */
export async function searchFixture(store: TrackingStore): Promise<(search: Partial<RunSearch>) => Promise<string[]>> {
  const letters = new Map<string, string>();
  for (const [i, run] of runs.entries()) {
    const runId = `f${i}`.padEnd(32, "0");
    const startTime = (i + 1) * 1000;
    letters.set(runId, "ABCD".charAt(i));
    await store.createRun({ runId, experimentId: "0", runName: run.name, userId: run.user, startTime }, run.tags);
    const metrics = Object.entries(run.metrics).map(([key, value]) => ({ key, value, timestamp: 1, step: 0 }));
    await store.logBatch(runId, { metrics, params: run.params });
    if (run.status !== "RUNNING") await store.updateRun(runId, { status: run.status, endTime: startTime + 1000 });
  }
  return async (search) => {
    const page = await store.searchRuns({
      experimentIds: ["0"],
      maxResults: 10,
      runViewType: "ACTIVE_ONLY",
      ...search,
    });
    return page.runs.map(({ info }) => letters.get(info.runId) ?? "?");
  };
}
