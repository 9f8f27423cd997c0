import type { RunEnvironment } from "../results/behavior-report.ts";

/** What the run runs on; null where it is no Node. */
export function environment(): RunEnvironment {
  const { process } = globalThis as { readonly process?: NodeJS.Process };
  return {
    node: process?.versions.node ?? null,
    platform: process === undefined ? null : `${process.platform}-${process.arch}`,
  };
}
