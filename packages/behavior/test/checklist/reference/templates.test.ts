// What CheckList's own Editor makes of templates (make-vectors.py), sorted, since the order there changes from process to process.
import { readFileSync } from "node:fs";
import path from "node:path";
import { editor } from "@mlsys/behavior";
import type { FillIn, TemplateShape } from "@mlsys/behavior";
import { expect, it } from "vitest";

interface Made {
  readonly template: TemplateShape;
  readonly fill: Readonly<Record<string, readonly FillIn[]>>;
  readonly options: { readonly product?: boolean; readonly remove_duplicates?: boolean; readonly unroll?: boolean };
  readonly data: readonly unknown[];
}

const made = JSON.parse(readFileSync(path.join(import.meta.dirname, "templates.json"), "utf8")) as readonly Made[];
const sorted = (data: readonly unknown[]): string[] => data.map((each) => JSON.stringify(each)).sort();

it.each(made.map((each) => [JSON.stringify([each.template, each.options]), each] as const))(
  "%s is filled as CheckList fills it",
  (_, { template, fill, options, data }) => {
    const { product = true, remove_duplicates: removeDuplicates = false, unroll = false } = options;
    const cases = editor().template(template, fill, { product, removeDuplicates, compat: "checklist" });
    const found = Array.from((unroll ? cases.flat() : cases).all(), ({ input }) => input);
    expect(sorted(found)).toEqual(sorted(data));
  },
);
