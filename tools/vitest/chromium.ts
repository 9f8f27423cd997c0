import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const executablePath = process.env["MLSYS_CHROMIUM"] ?? "/usr/bin/chromium";

/** Whether there is a browser to test with, or the tests must run and fail without one. */
export const browserExpected = existsSync(executablePath) || process.env["MLSYS_REQUIRE_SERVICES"] === "1";

/** Starts Debian's Chromium, quiet and offline. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
