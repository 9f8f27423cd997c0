import { checkSuite } from "@mlsys/checks";
import { columnsAreNotAssociated } from "@mlsys/checks/integrity";
import { expect, test } from "vitest";

const rows = [
  { category: "", flag: "no" },
  { category: "b", flag: "yes" },
  { category: "c", flag: "no" },
  { category: "", flag: "no" },
  { category: "c", flag: "no" },
  { category: "b", flag: "no" },
];

function ordersOf<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, i) => ordersOf(items.filter((_, at) => at !== i)).map((rest) => [item, ...rest]));
}

test("the order of rows does not show in Cramér's V, also where its correction leaves nothing but rounding", async () => {
  const suite = checkSuite("order", [columnsAreNotAssociated(["category", "flag"])]);
  const found = new Set<unknown>();
  for (const order of ordersOf(rows)) found.add((await suite.run(order)).results[0].observedValue);
  expect(found.size).toBe(1);
});
