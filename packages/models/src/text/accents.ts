/** Removes accents as scikit-learn's `strip_accents="unicode"` does: compatibility decomposition, then no combining characters. */
export function stripAccentsUnicode(text: string): string {
  if (isAscii(text)) return text;
  let stripped = "";
  for (const character of text.normalize("NFKD")) if (!isCombining(character)) stripped += character;
  return stripped;
}

/** Removes accents as `strip_accents="ascii"` does: what has no ASCII counterpart goes. */
export function stripAccentsAscii(text: string): string {
  if (isAscii(text)) return text;
  let stripped = "";
  for (const character of text.normalize("NFKD")) if (character <= "\u007F") stripped += character;
  return stripped;
}

export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

/** The mark of the highest combining class there is, 240. */
const LAST_MARK = "\u0345";

/**
 * Whether a character has a combining class other than 0. JavaScript does not tell the class, but canonical ordering does: a
 * character of class 1 to 239 moves before the mark of class 240.
 */
function isCombining(character: string): boolean {
  if (character <= "\u02FF") return false;
  return character === LAST_MARK || !(LAST_MARK + character).normalize("NFD").startsWith(LAST_MARK);
}
