/** A text of UTF-16 units. */
export function textOf(units: Uint16Array): string {
  let text = "";
  // A call takes only so many arguments.
  for (let at = 0; at < units.length; at += 4096) text += String.fromCharCode(...units.subarray(at, at + 4096));
  return text;
}
