import type { DataSource } from "../sources/source.ts";

/** Makes a source of its `collect`. */
export function dataSource(
  collect: DataSource["collect"],
  about: Pick<DataSource, "rereadable" | "engine" | "rehearse" | "place" | "table">,
): DataSource {
  return { "~source": "@mlsys/checks", ...about, collect };
}

/** Tells whether a value is a {@link DataSource}, also one of another installed copy of the package. */
export function isDataSource(value: unknown): value is DataSource {
  return typeof value === "object" && value !== null && "~source" in value && value["~source"] === "@mlsys/checks";
}
