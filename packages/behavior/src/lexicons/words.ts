/** A list of words from a text: separated by commas. */
export function words(text: string): readonly string[] {
  return text.split(",").map((word) => word.trim());
}
