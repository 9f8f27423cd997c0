/** Counts checks, prints each, and repeats the failures at the end. */
export class Tally {
  private passed = 0;
  private skipped = 0;
  private readonly failures: string[] = [];

  /** One check: it passes when there are no faults. */
  check(name: string, faults: readonly string[]): void {
    if (faults.length === 0) {
      this.passed++;
      console.log(`✓ ${name}`);
      return;
    }
    const report = [`✗ ${name}`, ...faults.map((fault) => fault.replace(/^/gm, "    "))].join("\n");
    this.failures.push(report);
    console.log(report);
  }

  /** Runs a check that may throw. */
  async attempt(name: string, run: () => Promise<readonly string[]> | readonly string[]): Promise<void> {
    try {
      this.check(name, await run());
    } catch (error) {
      this.check(name, [String(error)]);
    }
  }

  /** Adds what another runner has counted. */
  add(name: string, { passed, skipped, failures }: Counts): void {
    this.passed += passed;
    this.skipped += skipped;
    console.log(
      `${failures.length === 0 ? "✓" : "✗"} ${name}: ${passed} passed, ${failures.length} failed, ${skipped} skipped`,
    );
    for (const failure of failures) {
      const report = `✗ ${name}: ${failure}`.replace(/\n/g, "\n    ");
      this.failures.push(report);
      console.log(report);
    }
  }

  /** Prints the failures again and the totals. */
  finish(): void {
    if (this.failures.length > 0) console.log(`\nFailed:\n${this.failures.join("\n")}`);
    console.log(`\n${this.passed} passed, ${this.failures.length} failed, ${this.skipped} skipped`);
    if (this.failures.length > 0) process.exitCode = 1;
  }
}

/** What a runner has counted, with a text for each failure. */
export interface Counts {
  readonly passed: number;
  readonly skipped: number;
  readonly failures: readonly string[];
}
