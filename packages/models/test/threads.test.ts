import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const program = `
  const { kMeans } = await import("@mlsys/models");
  const { randomState, Matrix } = await import("@mlsys/core");
  const X = new Matrix(20000, 5, randomState(0).standardNormal(100000));
  process.stdout.write(String(kMeans({ nClusters: 3 }).fit(X).inertia));
`;

function run(...more: readonly string[]) {
  const given = ["--conditions=@mlsys/source", "--no-warnings", ...more, "--input-type=module", "--eval", program];
  const { stdout, stderr, status } = spawnSync(process.execPath, given, {
    encoding: "utf8",
    timeout: 15_000,
    cwd: new URL("..", import.meta.url),
  });
  return { stdout, stderr, status };
}

test("a process that used threads ends by itself; one that may not start any comes to the same", () => {
  const usual = run();
  expect(usual).toMatchObject({ stderr: "", status: 0 });
  expect(Number(usual.stdout)).toBeGreaterThan(0);
  expect(run("--permission", "--allow-fs-read=*")).toEqual(usual);
});
