// `npm start`: both course pipelines, end to end, on the data that the packages generate themselves.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

const pipelines = [
  { title: "Regression: one linear model, from data check to bundle", folder: "examples/regression" },
  {
    title: "Financial news: a course classifier, what is wrong with it, and a better one",
    folder: "examples/finance-news",
  },
];

const next = `
What to try next
  npm run app                   the news classifier as a web page, on the bundle just made
  npm run regression monolith   the same regression as one script; also: composable, flow
  npm test                      every test
  npm run bench                 speed against scikit-learn and pandas, where Python has them
  examples/                     read the two pipelines; each script takes --help
`;

for (const { title, folder } of pipelines) {
  process.stdout.write(`\n${title}\n${"─".repeat(title.length)}\n`);
  const code = await run(folder);
  if (code !== 0) process.exit(code);
}
process.stdout.write(next);

async function run(folder: string): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, "src/flow.ts", ...process.argv.slice(2)], {
    cwd: `${root}/${folder}`,
    env: { ...process.env, INIT_CWD: process.cwd() },
    stdio: "inherit",
  });
  // Ctrl-C reaches the child too, which ends cleanly and says so; this process only waits for it.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  const [code] = (await once(child, "exit")) as [number | null];
  return code ?? 1;
}
