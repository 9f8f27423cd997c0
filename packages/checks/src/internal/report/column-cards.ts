import type { ColumnDrift, DriftReport } from "../../drift/drift-report.ts";
import type { ColumnProfile, TableProfile } from "../../profile/table-profile.ts";
import type { ChecksReport } from "../../suite/report.ts";
import { escapedXml as escaped } from "./escape.ts";
import { axisOf, picture } from "./picture.ts";
import { shownPercent, shownValue, statusOf } from "./shown.ts";

/** Columns shown, at most: the page must stay small. */
const MOST = 40;

/** What is known of the columns: a card each, those with trouble first. */
export function columnCards(
  report: ChecksReport,
  profile: TableProfile | undefined,
  drift: DriftReport | undefined,
): string {
  const profiles = new Map(profile?.columns.map((each) => [each.column, each]));
  const drifts = new Map(drift?.columns.map((each) => [each.column, each]));
  const names = [...new Set([...profiles.keys(), ...drifts.keys()])];
  if (names.length === 0) return "";
  const troubles = (name: string): number =>
    report.results.filter((result) => result.columns.includes(name) && result.outcome !== "passed").length +
    (drifts.get(name)?.drifted === true ? 1 : 0);
  const shown = names
    .map((name) => ({ name, troubles: troubles(name) }))
    .sort((a, b) => b.troubles - a.troubles)
    .slice(0, MOST);
  const cards = shown.map(({ name }) => card(name, report, profiles.get(name), drifts.get(name)));
  const more = names.length > MOST ? `<p class="caption">${names.length - MOST} more columns are not shown.</p>\n` : "";
  return `<h2>Columns</h2>\n<ul class="cards">\n${cards.join("\n")}\n</ul>\n${more}`;
}

function card(
  name: string,
  report: ChecksReport,
  profile: ColumnProfile | undefined,
  drift: ColumnDrift | undefined,
): string {
  const own = report.results.filter(({ columns }) => columns.includes(name));
  const failing = own.filter((result) => ["failed", "warned", "error"].includes(statusOf(result))).length;
  const isClean = failing === 0 && drift?.drifted !== true && drift?.missing.drifted !== true;
  const checks =
    own.length === 0 ? "" : `<p>${own.length} ${own.length === 1 ? "check" : "checks"}, ${failing} failing</p>`;
  return `<li data-clean="${isClean}"><h3>${escaped(name)}</h3>${profile === undefined ? "" : ofProfile(profile, drift?.histogram === undefined || drift.histogram === null)}${drift === undefined ? "" : ofDrift(drift)}${checks}</li>`;
}

/** The histogram is left out where that of drift shows the same. */
function ofProfile(profile: ColumnProfile, isDrawn: boolean): string {
  const { type, distinct, missingShare, numeric, topValues, alerts } = profile;
  const facts = `${type}, ${distinct} distinct${numeric === null ? "" : `, ${shownValue(numeric.min)} to ${shownValue(numeric.max)}`}`;
  const missing = `<meter min="0" max="1" value="${missingShare}" aria-label="missing values">${shownPercent(100 * missingShare)}</meter>`;
  const { histogram = null } = numeric ?? {};
  const isCategorical = type === "string" || type === "boolean";
  const counts = histogram?.counts ?? (isCategorical ? topValues.map(({ count }) => count) : []);
  const axis = axisOf(
    histogram?.edges ?? null,
    histogram === null ? topValues.map(({ value }) => shownValue(value, 20)) : null,
  );
  const drawn = counts.length < 2 || !isDrawn ? "" : picture(`histogram of ${profile.column}: ${axis}`, counts);
  const notes = alerts.map(({ message }) => `<li>${escaped(message)}</li>`).join("");
  return `<p>${escaped(facts)}</p>${drawn}<p class="caption">missing ${missing} ${shownPercent(100 * missingShare)}</p>${notes === "" ? "" : `<ul class="alerts">${notes}</ul>`}`;
}

function ofDrift({ column, histogram, message, drifted }: ColumnDrift): string {
  const verdict = `<p><span class="status ${drifted ? "failed" : "passed"}">${drifted ? "drifted" : "no drift"}</span> ${escaped(message)}</p>`;
  if (histogram === null) return verdict;
  const { edges, labels, reference, current } = histogram;
  const axis = axisOf(edges, labels);
  const drawn = picture(`${column}, reference and current: ${axis}`, reference, current);
  return `${drawn}<p class="caption">${escaped(axis)}<br><span class="key before"></span> reference <span class="key now"></span> current</p>${verdict}`;
}
