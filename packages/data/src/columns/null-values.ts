/** What stands for a missing value unless told otherwise: nothing at all, and the usual words. */
export const defaultNullValues: readonly string[] = ["", "NA", "N/A", "n/a", "#N/A", "<NA>", "NULL", "null", "None"];

/** Tells, without making a string, whether a field is one of the words for a missing value. */
export class NullValues {
  private readonly words: readonly Uint8Array[];
  private readonly lengths = new Uint8Array(256);
  private readonly long: boolean;

  constructor(words: readonly string[]) {
    const encoder = new TextEncoder();
    this.words = words.map((word) => encoder.encode(word));
    for (const { length } of this.words) this.lengths[Math.min(length, 255)] = 1;
    this.long = this.lengths[255] === 1;
  }

  has(bytes: Uint8Array, start: number, end: number): boolean {
    const length = end - start;
    if (length > 254 ? !this.long : this.lengths[length] === 0) return false;
    return this.words.some((word) => {
      if (word.length !== length) return false;
      for (let i = 0; i < length; i++) if (bytes[start + i] !== word[i]) return false;
      return true;
    });
  }
}
