import { flow, includeFile, openFlowStore } from "@mlsys/flow";
import type { IncludedBytes, IncludedText } from "@mlsys/flow";
import { expectTypeOf, it } from "vitest";
import { z } from "zod";

const training = flow("training", {
  parameters: {
    alpha: z.number().default(1),
    kind: z.enum(["a", "b"]).optional(),
    data: includeFile({ text: true }),
    raw: includeFile({ optional: true }),
  },
})
  .step("start", ({ self }) => {
    expectTypeOf(self.alpha).toEqualTypeOf<number>();
    expectTypeOf(self.kind).toEqualTypeOf<"a" | "b" | undefined>();
    expectTypeOf(self.data).toEqualTypeOf<IncludedText>();
    expectTypeOf(self.raw).toEqualTypeOf<IncludedBytes | undefined>();
    return { rows: new Float64Array(2), k: 1 };
  })
  .step("nothing", () => undefined)
  .step("none", async () => {
    await Promise.resolve();
  })
  .step("fit", async ({ self }) => ({ k: self.k + 1, mode: self.k > 1 ? ("fast" as const) : ("slow" as const) }))
  .end();

it("gives each step the artifacts of the steps before", () => {
  type Data = Awaited<ReturnType<(typeof training)["run"]>>["data"];
  expectTypeOf<Data["rows"]>().toEqualTypeOf<Float64Array<ArrayBuffer>>();
  expectTypeOf<Data["mode"]>().toEqualTypeOf<"fast" | "slow">();
  expectTypeOf<Data["k"]>().toEqualTypeOf<number>();
});

it("types what is given and what is stored", () => {
  type Given = NonNullable<Parameters<(typeof training)["run"]>[0]>;
  expectTypeOf<Given["alpha"]>().toEqualTypeOf<number | undefined>();
  expectTypeOf<Given["data"]>().toEqualTypeOf<string | undefined>();
  async function look(): Promise<void> {
    const run = await (await openFlowStore()).flow(training).latestRun();
    expectTypeOf(await run?.artifact("mode")).toEqualTypeOf<"fast" | "slow" | undefined>();
    // @ts-expect-error -- there is no such artifact
    await run?.artifact("mood");
  }
  expectTypeOf(look).toBeFunction();
});

it("refuses what would go wrong", () => {
  const begun = flow("begun", { parameters: { alpha: z.number() } }).step("a", () => ({ x: 1 }));
  // @ts-expect-error -- there is no artifact y
  begun.step("b", ({ self }) => ({ z: self.y }));
  // @ts-expect-error -- step 'a' exists already
  begun.step("a", () => ({ z: 1 }));
  // @ts-expect-error -- artifact 'f' cannot be stored
  begun.step("b", () => ({ f: () => 1 }));
  // @ts-expect-error -- 'alpha' is a parameter and cannot be replaced
  begun.step("b", () => ({ alpha: 2 }));
  // @ts-expect-error -- a step must return an object of artifacts
  begun.step("b", () => 1);
  begun.step("b", ({ self }) => {
    // @ts-expect-error -- artifacts are read-only
    self.x = 2;
  });
  // @ts-expect-error -- there is no parameter beta
  void begun.end().run({ beta: 1 });
});
