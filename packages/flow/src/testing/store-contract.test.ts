import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFlowStore } from "@mlsys/flow";
import { storeContract } from "@mlsys/flow/testing";
import { describe, it } from "vitest";

describe("the embedded store", () => {
  for (const { name, check } of storeContract) {
    it(name, async () => {
      const folder = await mkdtemp(join(tmpdir(), "mlsys flow "));
      const flows = await openFlowStore({ folder });
      try {
        await check(flows.store);
      } finally {
        await flows.close();
        await rm(folder, { recursive: true });
      }
    });
  }
});
