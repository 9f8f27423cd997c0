import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";

const setup = path.join(import.meta.dirname, "setup.cjs");

/** Runs the set-up script, `before` first in the same process. */
function runSetup(before: string, ...parameters: readonly string[]) {
  const code = `${before}; process.argv.splice(1, 0, ${JSON.stringify(setup)}); require(${JSON.stringify(setup)})`;
  return spawnSync(process.execPath, ["-e", code, "--", ...parameters], { encoding: "utf8" });
}

test("an old Node is told in one line which version is needed", () => {
  const result = runSetup(`Object.defineProperty(process, "versions", { value: { node: "18.20.4" } })`);
  expect(result.status).toBe(1);
  expect(result.stdout).toBe("");
  expect(result.stderr).toBe("mlsys needs Node 20.19 or newer: this is Node 18.20.4; install a newer one.\n");
});

test("the command gets its arguments, the pinned Node, and hands back its exit code", () => {
  const result = runSetup(
    "",
    "node",
    "-e",
    "console.log(process.version, process.argv[1]); process.exitCode = 7",
    "a 'b' c",
  );
  expect(result.stdout).toBe(`${process.version} a 'b' c\n`);
  expect(result.status).toBe(7);
});
