import { readFileSync } from "node:fs";
import path from "node:path";
import * as models from "@mlsys/models";
import { expect, test } from "vitest";

const docs = path.resolve(import.meta.dirname, "../../../docs/models");

test("the guide from scikit-learn names everything that there is, and pages that are there", () => {
  const guide = readFileSync(path.join(docs, "from-scikit-learn.md"), "utf8");
  const table = guide.slice(guide.indexOf("## Names"), guide.indexOf("## What equals"));
  const named = new Set(Array.from(table.matchAll(/`(\w+)`/g), ([, name]) => name));
  expect(Object.keys(models).filter((name) => !named.has(name))).toEqual([]);
  for (const [, page = ""] of table.matchAll(/\]\(([\w.-]+\.md)\)/g)) {
    expect(() => readFileSync(path.join(docs, page))).not.toThrow();
  }
});
