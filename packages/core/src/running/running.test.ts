import { createLogger, progressBar, silentLogger, throwIfAborted, yieldToEventLoop } from "@mlsys/core";
import { describe, expect, it } from "vitest";

describe("createLogger", () => {
  it("writes text from the given level on", () => {
    const lines: string[] = [];
    const logger = createLogger({ level: "warn", write: (line) => lines.push(line), now: () => new Date(0) });
    logger.info("no");
    logger.error("yes", { code: 3 });
    expect(lines).toEqual(["1970-01-01T00:00:00.000Z error yes code=3"]);
  });

  it("has a silent twin, which a test that logs would catch", () => {
    for (const write of Object.values(silentLogger) as ((message: string) => void)[]) write("nothing");
    expect(Object.keys(silentLogger)).toEqual(["debug", "info", "warn", "error"]);
  });
});

describe("progressBar", () => {
  function draw(isTTY: boolean, times: readonly number[]): string {
    let drawn = "";
    const clock = [...times];
    const onProgress = progressBar(
      { isTTY, columns: 60, write: (text) => (drawn += text) },
      { now: () => clock[0] ?? 0 },
    );
    for (let completed = 0; completed <= 4; completed++) {
      onProgress({ task: "fit", completed, total: 4, unit: "rows" });
      clock.shift();
    }
    return drawn;
  }

  it("draws over one line on a terminal, at intervals and at the end", () => {
    const lines = draw(true, [0, 10, 100, 110, 120]).split("\r\u001B[2K").slice(1);
    expect(lines.map((line) => line.replace(/^\S+ /, ""))).toEqual([
      "0 % fit: 0 rows",
      "50 % fit: 2 rows",
      "100 % fit: 4 rows\n",
    ]);
  });

  it("writes one line elsewhere", () => {
    expect(draw(false, [0])).toBe("fit: 4 rows\n");
  });

  it("counts where the total is unknown", () => {
    let drawn = "";
    progressBar({ isTTY: true, write: (text) => (drawn += text) })({ task: "reading", completed: 7 });
    expect(drawn).toContain("reading: 7");
  });
});

describe("cancellation", () => {
  it("throws with the reason once the signal is aborted", () => {
    const controller = new AbortController();
    throwIfAborted(controller.signal, "fit");
    throwIfAborted(undefined, "fit");
    controller.abort("stop");
    expect(() => throwIfAborted(controller.signal, "fit")).toThrow("the work was cancelled (fit)");
  });

  it("lets timers run", async () => {
    let ran = false;
    setTimeout(() => (ran = true), 0);
    await yieldToEventLoop();
    expect(ran).toBe(true);
  });
});
