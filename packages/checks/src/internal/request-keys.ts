/** A text that equal requests share. Functions are equal when they are the same object. */
export class RequestKeys {
  private readonly functions = new Map<unknown, number>();

  of(request: unknown): string {
    return JSON.stringify(request, (_, value: unknown) => this.plain(value));
  }

  private plain(value: unknown): unknown {
    if (typeof value === "function") return { function: this.numberOf(value) };
    if (typeof value === "bigint") return { bigint: String(value) };
    if (typeof value === "number" && !Number.isFinite(value)) return { number: String(value) };
    return Object.is(value, -0) ? 0 : value;
  }

  private numberOf(value: unknown): number {
    const known = this.functions.get(value) ?? this.functions.size;
    this.functions.set(value, known);
    return known;
  }
}
