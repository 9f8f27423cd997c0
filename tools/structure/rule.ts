import type { WorkspacePackage } from "../workspace/packages.ts";

/** What the rules know besides the package that they judge. */
export interface Surroundings {
  /** Every package below `packages/`. */
  readonly packages: readonly WorkspacePackage[];
  /** The text of docs/architecture.md. */
  readonly architecture: string;
  /** The texts of the pending changesets. */
  readonly changesets: readonly string[];
  /** The text of the repository's LICENSE. */
  readonly license: string;
}

/** One rule of the repository's structure. */
export interface Rule {
  /** The rule as a sentence whose subject is a package: `"has a licence"`. */
  readonly name: string;
  /** One sentence for each violation. */
  readonly violations: (pkg: WorkspacePackage, surroundings: Surroundings) => readonly string[];
}

/** A list of one sentence when the condition does not hold. */
export function require(holds: boolean, sentence: string): readonly string[] {
  return holds ? [] : [sentence];
}
