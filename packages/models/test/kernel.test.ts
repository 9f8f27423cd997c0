import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it(
  "the kernel in the package is the one that its source compiles to; `node kernels/compile.ts` renews it",
  { timeout: 120_000 },
  () => {
    const script = fileURLToPath(new URL("../kernels/compile.ts", import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [script, "--check"], { encoding: "utf8" });
    expect(status, stderr).toBe(0);
  },
);
