import { readFileSync } from "node:fs";

/**
 * The most memory that this process has held, in MB. Linux counts what the process that started it held into `maxRSS`, so that there
 * the figure of its own address space is taken.
 */
export function peakMb(): number {
  try {
    const found = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    if (found !== undefined) return Number(found) / 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS / 1024;
}
