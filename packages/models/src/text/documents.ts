import { Column, showValue } from "@mlsys/core";
import type { DocumentsLike } from "../estimator.ts";
import { ModelsError } from "../models-error.ts";

/** Number of documents, once it is clear that they are an array. */
export function assertDocuments(owner: string, documents: unknown): number {
  if (typeof documents === "object" && documents !== null && "length" in documents) return Number(documents.length);
  throw new ModelsError({
    code: "invalidInput",
    what: "the documents are not an array of texts",
    where: `${owner}, X`,
    found: showValue(documents),
    fix: typeof documents === "string" ? "put the one document into an array" : "give one text a row",
  });
}

/** What is learned from documents needs one at least. */
export function assertSomeDocuments(owner: string, documents: unknown): void {
  if (assertDocuments(owner, documents) > 0) return;
  throw new ModelsError({
    code: "shapeMismatch",
    what: "there are no documents",
    where: `${owner}, X`,
    found: "an empty array",
    fix: "give at least one",
  });
}

/** One document, once it is clear that it is a text. */
export function documentAt(owner: string, documents: DocumentsLike, row: number): string {
  const document: unknown = documents instanceof Column ? documents.at(row) : documents[row];
  if (typeof document === "string") return document;
  throw new ModelsError({
    code: "invalidInput",
    what: "a document is not a text",
    where: `${owner}, X[${row}]`,
    found: showValue(document),
    fix: "give one text a row; an empty one where it is missing",
    details: { row },
  });
}
