// The words of the templates. The companies are invented, so that no model has learned what becomes of them.
import type { NewsTests } from "./suite.ts";

export const companies = ["Nordbank", "Kivalo", "Aurinko Foods", "Helmi Shipping", "Tarvo Steel"];
export const quantities = ["profit", "revenue", "net sales", "earnings", "cash flow"];
export const burdens = ["costs", "net loss", "debt", "write-downs", "losses"];
export const rises = ["rose", "increased", "grew", "climbed"];
export const falls = ["fell", "decreased", "declined", "dropped"];

/** Sentences of the kind "Kivalo said its profit rose from the year before." */
export function statements({ template }: NewsTests, subjects: readonly string[], verbs: readonly string[]) {
  return template("{company} said its {subject} {verb} from the year before.", {
    company: companies,
    subject: subjects,
    verb: verbs,
  });
}
