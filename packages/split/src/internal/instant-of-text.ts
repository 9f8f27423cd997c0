const ISO_DATE = /^\d{4}(?:-\d\d(?:-\d\d)?)?$/;
const ISO_INSTANT = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(?:(Z)|([+-]\d\d)(?::?(\d\d))?)?$/;

/**
 * Milliseconds since 1970 of an ISO 8601 date or instant, with a T or a space between date and time. Without a zone it is in UTC, so
 * that a split is the same on every machine. NaN of any other text, and of a day that does not exist.
 */
export function instantOfText(text: string): number {
  if (ISO_DATE.test(text)) return startOfDay(text);
  const [, date = "", time, utc, hours, minutes = "00"] = ISO_INSTANT.exec(text) ?? [];
  if (Number.isNaN(startOfDay(date))) return NaN;
  return Date.parse(`${date}T${time ?? ""}${hours === undefined ? (utc ?? "Z") : `${hours}:${minutes}`}`);
}

function startOfDay(date: string): number {
  const instant = Date.parse(date);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(date) ? instant : NaN;
}
