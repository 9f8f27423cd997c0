import { format } from "node:util";
import { afterEach, beforeEach } from "vitest";

// A test that prints hides a warning that should be a value, or a debugging line left behind: it fails.
// A test whose subject is printing replaces the console method itself (`vi.spyOn(console, "log").mockReturnValue()`).

const printed: string[] = [];

for (const name of ["debug", "dir", "error", "info", "log", "table", "trace", "warn"] as const) {
  console[name] = (...values: unknown[]) => {
    printed.push(`console.${name}: ${format(...values)}`);
  };
}

beforeEach(failIfPrinted);
afterEach(failIfPrinted);

function failIfPrinted(): void {
  const lines = printed.splice(0);
  if (lines.length > 0) throw new Error(`A test must not print:\n${lines.join("\n")}`);
}
