import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it(
  "the kernels in the packages are those that their sources compile to; `npm run kernels` renews them",
  { timeout: 120_000 },
  () => {
    const script = fileURLToPath(new URL("main.ts", import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [script, "--check"], { encoding: "utf8" });
    expect(status, stderr).toBe(0);
  },
);
