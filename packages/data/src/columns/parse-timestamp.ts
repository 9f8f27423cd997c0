/**
 * The instant, in milliseconds since 1970, that an ISO 8601 text names; NaN where it is none. Accepted are a date
 * (`2024-02-29`), or a date, `T` or a space, and a time (`10:30`, `10:30:05`, `10:30:05.123`) with an optional zone (`Z`,
 * `+01:00`, `+0100`, `+01`). Without a zone the time is UTC. Digits beyond the millisecond are cut off.
 */
export function parseTimestamp(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length < 10 || length > 40 || bytes[start + 4] !== 45 || bytes[start + 7] !== 45) return NaN;
  const day = dayOf(digits(bytes, start, 4), digits(bytes, start + 5, 2), digits(bytes, start + 8, 2));
  if (length === 10 || day !== day) return day;
  const separator = bytes[start + 10];
  if ((separator !== 84 && separator !== 32) || length < 16 || bytes[start + 13] !== 58) return NaN;
  const hours = digits(bytes, start + 11, 2);
  const minutes = digits(bytes, start + 14, 2);
  let i = start + 16;
  let seconds = 0;
  let thousandths = 0;
  if (i < end && bytes[i] === 58) {
    if (end - i < 3) return NaN;
    seconds = digits(bytes, i + 1, 2);
    i += 3;
    if (i < end && (bytes[i] === 46 || bytes[i] === 44)) {
      const first = ++i;
      let weight = 100;
      for (; i < end && isDigit(bytes[i]); i++) {
        thousandths += Math.floor(weight) * ((bytes[i] as number) - 48);
        weight /= 10;
      }
      if (i === first) return NaN;
    }
  }
  if (!(hours <= 23 && minutes <= 59 && seconds <= 59)) return NaN;
  const local = day + hours * 3_600_000 + minutes * 60_000 + seconds * 1000 + thousandths;
  return i === end ? local : local - zoneOf(bytes, i, end);
}

/** Offset of the zone from UTC, in milliseconds. */
function zoneOf(bytes: Uint8Array, start: number, end: number): number {
  const sign = bytes[start];
  const length = end - start;
  if (sign === 90) return length === 1 ? 0 : NaN;
  if (sign !== 43 && sign !== 45) return NaN;
  const colon = length === 6 && bytes[start + 3] === 58;
  if (length !== 3 && length !== 5 && !colon) return NaN;
  const hours = digits(bytes, start + 1, 2);
  const minutes = length === 3 ? 0 : digits(bytes, start + (colon ? 4 : 3), 2);
  if (!(hours <= 23 && minutes <= 59)) return NaN;
  const offset = hours * 3_600_000 + minutes * 60_000;
  return sign === 45 ? -offset : offset;
}

function dayOf(year: number, month: number, day: number): number {
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return NaN;
  // Days since 1970-01-01 in the proleptic Gregorian calendar, years counted from March.
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return (era * 146_097 + dayOfEra - 719_468) * 86_400_000;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function digits(bytes: Uint8Array, start: number, count: number): number {
  let value = 0;
  for (let i = start; i < start + count; i++) {
    if (!isDigit(bytes[i])) return NaN;
    value = value * 10 + (bytes[i] as number) - 48;
  }
  return value;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57;
}
