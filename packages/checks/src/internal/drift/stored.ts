import { parseExternal } from "@mlsys/core";
import { z } from "zod";
import { ChecksError } from "../../checks-error.ts";
import type { ReferenceColumn, ReferenceStatistics } from "../../drift/reference-statistics.ts";
import { numericSample } from "./column-sample.ts";
import type { ColumnSample } from "./column-sample.ts";

/** What stored statistics say that they are. */
export const STORED = "mlsys.referenceStatistics";

/** Whether something says that it is stored statistics rather than a table. */
export function isStored(data: unknown): data is ReferenceStatistics {
  return typeof data === "object" && data !== null && "kind" in data && data.kind === STORED;
}

/** What is kept of a column. */
export function stored(
  column: string,
  sample: ColumnSample,
  { points, words }: { readonly points: number; readonly words: number },
): ReferenceColumn {
  const [missing, rows] = sample.missing;
  const common = { column, missing, rows };
  switch (sample.kind) {
    case "numeric": {
      const { edges, counts } = sample.bins();
      return {
        ...common,
        kind: "numeric",
        count: sample.count,
        values: quantiles(sample.values, points),
        edges,
        counts,
      };
    }
    case "categorical":
      return { ...common, kind: "categorical", counts: sorted(sample.counts) };
    case "text": {
      const listed = sorted(sample.words);
      return {
        ...common,
        kind: "text",
        documents: sample.documents,
        words: listed.slice(0, words),
        unlisted: listed[words]?.[1] ?? 0,
        lengths: quantiles(sample.lengths, points),
      };
    }
    default:
      return { ...common, kind: sample.kind };
  }
}

/**
 * Reads stored statistics.
 *
 * @throws {ChecksError} `invalidData` when they are of another shape or version.
 */
export function storedSamples(data: unknown): { rowCount: number; samples: Map<string, ColumnSample> } {
  const { rowCount, columns } = parseExternal(storedSchema(), data, {
    ErrorClass: ChecksError,
    code: "invalidData",
    what: "these are no reference statistics",
    where: "detectDrift",
  });
  return { rowCount, samples: new Map(columns.map((each) => [each.column, sampleOfStored(each)])) };
}

function sampleOfStored(own: z.infer<ReturnType<typeof storedSchema>>["columns"][number]): ColumnSample {
  const missing = [own.missing, own.rows] as const;
  switch (own.kind) {
    case "numeric":
      return { ...numericSample(Float64Array.from(own.values), own.count, own), missing };
    case "categorical":
      return { kind: "categorical", counts: new Map(own.counts), missing };
    case "text": {
      const { documents, unlisted, lengths } = own;
      const words = new Map(own.words);
      return {
        kind: "text",
        documents,
        unlisted,
        words,
        lengths: Float64Array.from(lengths),
        lengthCount: documents,
        missing,
      };
    }
    default:
      return { kind: own.kind, missing };
  }
}

/** The values in the middle of so many equally large parts; all where there are no more. */
function quantiles(values: Float64Array, points: number): number[] {
  const order = values.slice().sort();
  if (order.length <= points) return [...order];
  return Array.from({ length: points }, (_, i) => order[Math.floor(((i + 0.5) * order.length) / points)] ?? 0);
}

function sorted(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function storedSchema() {
  const count = z.number().int().min(0);
  const pairs = z.array(z.tuple([z.string(), count]));
  const common = { column: z.string(), missing: count, rows: count };
  const numbers = z.array(z.number());
  return z.object({
    kind: z.literal(STORED),
    schemaVersion: z.literal(1),
    rowCount: count,
    columns: z.array(
      z.discriminatedUnion("kind", [
        z.object({
          ...common,
          kind: z.literal("numeric"),
          count,
          values: numbers,
          edges: numbers,
          counts: z.array(count),
        }),
        z.object({ ...common, kind: z.literal("categorical"), counts: pairs }),
        z.object({
          ...common,
          kind: z.literal("text"),
          documents: count,
          words: pairs,
          unlisted: count,
          lengths: numbers,
        }),
        z.object({ ...common, kind: z.enum(["empty", "mixed"]) }),
      ]),
    ),
  });
}
