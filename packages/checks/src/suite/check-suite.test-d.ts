import { checkSuite, isBetween, isNotNull } from "@mlsys/checks";
import type { Check, CheckResult, ChecksReport } from "@mlsys/checks";
import { expectTypeOf, test } from "vitest";

test("a report has one result a check", () => {
  const run = async () => checkSuite("typed", [isNotNull("x"), isBetween("x", { min: 0 })]).run({ x: [1] });
  type Report = Awaited<ReturnType<typeof run>>;
  expectTypeOf(run).toBeFunction();
  expectTypeOf<Report["results"][0]>().toEqualTypeOf<CheckResult>();
  expectTypeOf<Report>().toExtend<ChecksReport>();
  const checks: Check[] = [];
  expectTypeOf(checkSuite("loose", checks).checks).toEqualTypeOf<Check[]>();
  // @ts-expect-error a check needs bounds
  isBetween("x");
  // @ts-expect-error a bound is no object
  isBetween("x", { min: {} });
});
