import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";

/** A test of Great Expectations as data; the format is described beside the file. */
export interface GxCase {
  readonly expectation: string;
  readonly title: string;
  readonly data: Readonly<Record<string, readonly unknown[]>>;
  readonly types?: Readonly<Record<string, string>>;
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly expected: {
    readonly success?: boolean;
    readonly observed_value?: unknown;
    readonly unexpected_list?: readonly unknown[];
    readonly unexpected_index_list?: readonly number[];
    readonly exception?: string;
    readonly element_count?: number;
    readonly missing_count?: number;
    readonly unexpected_count?: number;
  };
  readonly tolerance?: number;
  readonly measured?: {
    readonly element_count?: number;
    readonly missing_count?: number;
    readonly unexpected_count?: number;
  };
}

const shared = process.env["MLSYS_SHARED_DATA"] ?? path.resolve(import.meta.dirname, "../../../../../shared/data");
const file = path.join(shared, "gx-cases/cases.jsonl.gz");

/** Whether the cases are on this machine. */
export const gxCasesExist = existsSync(file);

/** All cases. */
export function gxCases(): GxCase[] {
  const lines = gunzipSync(readFileSync(file)).toString("utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as GxCase);
}

/** A case's columns, typed as its definition says. */
export function columnsOf({ data, types = {} }: GxCase): Record<string, unknown[]> {
  return Object.fromEntries(
    Object.entries(data).map(([name, values]) => [name, values.map((value) => typed(value, types[name]))]),
  );
}

function typed(value: unknown, type: string | undefined): unknown {
  if (value === null) return null;
  if (type === "string") return typeof value === "string" ? value : JSON.stringify(value);
  if (type?.startsWith("date") === true && typeof value === "string")
    return new Date(/Z$|^\d{4}-\d{2}-\d{2}$/.test(value) ? value : `${value}Z`);
  if (value === "Infinity" || value === "-Infinity") return Number(value);
  return value;
}
