import type { Aggregate } from "../../aggregates/aggregate.ts";
import { columnsOf } from "./columns-of.ts";

/** The names of the columns that a request reads, its condition's included. */
export function columnsIn(request: Aggregate): readonly string[] {
  if (request.aggregate === "groups") return [request.by, ...Object.values(request.of).flatMap(columnsIn)];
  const own = "columns" in request ? request.columns : "column" in request ? [request.column] : [];
  const judged = request.aggregate === "tally" ? [...request.shows, ...columnsOf(request.predicate)] : [];
  return [...own, ...judged, ...(request.where === undefined ? [] : columnsOf(request.where))];
}
