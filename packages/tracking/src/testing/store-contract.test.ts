import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTracker } from "@mlsys/tracking";
import { storeContract } from "@mlsys/tracking/testing";
import { describe, it } from "vitest";

describe("the embedded store", () => {
  for (const { name, check } of storeContract) {
    it(name, async () => {
      const folder = await mkdtemp(join(tmpdir(), "mlsys tracking "));
      const tracker = await openTracker({ folder });
      try {
        await check(tracker.store);
      } finally {
        await tracker.close();
        await rm(folder, { recursive: true });
      }
    });
  }
});
