/** Versions of Node that the packages are tried on, oldest first: the least that `engines` allows, and each line since. */
export const nodeVersions = ["20.19.0", "22.19.0", "24.21.0", "26.10.0"] as const;

/** What the pack test installs beside the packages. vitest 4 is the newest that runs on Node 20. */
export const toolVersions = { verdaccio: "6.10.4", vitest: "4.1.12" } as const;

/** The size of each package when unpacked, in kB of 1000 bytes: what it may grow to before somebody asks why. */
export const unpackedCeilings: Readonly<Record<string, number>> = {
  "@mlsys/behavior": 400,
  "@mlsys/checks": 600,
  "@mlsys/core": 200,
  "@mlsys/data": 350,
  "@mlsys/flow": 200,
  "@mlsys/metrics": 500,
  "@mlsys/models": 1740,
  "@mlsys/serving": 200,
  "@mlsys/split": 150,
  "@mlsys/tracking": 200,
};

/** What a user's bundle may weigh, minified and compressed by gzip, in bytes. */
export const bundleCeilings: readonly BundleCeiling[] = [
  {
    name: "three checks",
    code: 'import { checkSuite, isBetween, isNotNull, isUnique } from "@mlsys/checks"; globalThis.suite = checkSuite("a", [isNotNull("a"), isBetween("a", { min: 0 }), isUnique("a")]);',
    bytes: 15_000,
  },
  {
    name: "predictions by TF-IDF and logistic regression",
    code: 'import { logisticRegressionKind, pipelineKind, readModel, tfidfVectorizerKind } from "@mlsys/models/predict"; globalThis.read = (json) => readModel(json, [pipelineKind, tfidfVectorizerKind, logisticRegressionKind]);',
    bytes: 20_000,
  },
];

/** One bundle and its ceiling. */
export interface BundleCeiling {
  readonly name: string;
  readonly code: string;
  readonly bytes: number;
}

/** Packages that also run where Node is not, by entry point: they use nothing that only Node has. */
export const universalEntries: readonly string[] = [
  "@mlsys/core",
  "@mlsys/core/basics",
  "@mlsys/models",
  "@mlsys/models/predict",
  "@mlsys/split",
];

/** Files that a published package may hold. */
export const publishedFiles = /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md|dist\/[\w./-]+\.(?:js|d\.ts|wasm))$/;
