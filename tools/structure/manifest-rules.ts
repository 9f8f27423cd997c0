import { entryPoints, layerOf, sourceCondition } from "../workspace/packages.ts";
import type { WorkspacePackage } from "../workspace/packages.ts";
import { require } from "./rule.ts";
import type { Rule } from "./rule.ts";

const scope = "@mlsys/";

/** What package.json must say. */
export const manifestRules: readonly Rule[] = [
  {
    name: "is published on purpose",
    violations: ({ manifest }) => [
      ...require(manifest.private !== true, "is private: what lies in packages/ is published"),
      ...require(manifest.publishConfig?.["access"] === "public", "lacks publishConfig.access: public"),
      ...require((manifest.name ?? "").startsWith(scope), `has a name outside the scope ${scope.slice(0, -1)}`),
      ...require(manifest.license === "MIT", "does not say license: MIT"),
      ...require(manifest.type === "module", "does not say type: module"),
      ...require(Boolean(manifest.description), "has no description"),
      ...require((manifest.keywords?.length ?? 0) > 0, "has no keywords"),
    ],
  },
  {
    name: "is free of side effects at import, and says so",
    violations: ({ manifest }) => require(manifest.sideEffects === false, "does not say sideEffects: false"),
  },
  {
    name: "publishes what is built and no more",
    violations: ({ manifest }) => require(manifest.files?.join() === "dist", 'does not say files: ["dist"]'),
  },
  { name: "says which Node it needs", violations: engineFaults },
  { name: "names what it exports, subpath by subpath", violations: exportFaults },
  { name: "depends only on packages of lower layers", violations: layerFaults },
];

function engineFaults(pkg: WorkspacePackage, { packages }: { readonly packages: readonly WorkspacePackage[] }) {
  const range = pkg.manifest.engines?.["node"];
  const minimum = minimumNode(range);
  if (minimum === undefined) return [`needs engines.node of the form ">=20.19", has ${String(range)}`];
  const faults: string[] = [];
  if (compare(minimum, [20, 19]) < 0) faults.push(`allows Node ${String(range)}, older than 20.19`);
  const newer = needsNode22(pkg);
  if (newer !== undefined && compare(minimum, [22, 19]) < 0)
    faults.push(`uses ${newer}, which needs Node 22.19, but allows ${String(range)}`);
  for (const other of packages) {
    const name = other.manifest.name ?? "";
    if (pkg.manifest.dependencies?.[name] === undefined) continue;
    const theirs = minimumNode(other.manifest.engines?.["node"]);
    if (theirs !== undefined && compare(minimum, theirs) < 0)
      faults.push(`allows Node ${String(range)}, but its dependency ${name} needs >=${theirs.join(".")}`);
  }
  return faults;
}

type Version = readonly [number, number];

function minimumNode(range: string | undefined): Version | undefined {
  const match = /^>=(\d+)\.(\d+)$/.exec(range ?? "");
  return match === null ? undefined : [Number(match[1]), Number(match[2])];
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1];
}

function needsNode22({ manifest, files, read }: WorkspacePackage): string | undefined {
  if (manifest.dependencies?.["undici"] !== undefined) return "undici 8";
  const user = files.find((file) => isShippedSource(file) && /^[^*\n]*from "node:sqlite"/m.test(read(file)));
  return user === undefined ? undefined : `node:sqlite in ${user}`;
}

/** Sources that end in what users install. */
export function isShippedSource(file: string): boolean {
  return /^src\/.*\.ts$/.test(file) && !/\.test(?:-d)?\.ts$/.test(file);
}

function exportFaults(pkg: WorkspacePackage): readonly string[] {
  const subpaths = Object.entries(pkg.manifest.exports ?? {});
  const faults: string[] = [
    ...require(pkg.manifest.exports?.["."] !== undefined, "has no export '.'"),
    ...require(pkg.manifest.exports?.["./package.json"] ===
      "./package.json", "does not export ./package.json, which tools read"),
  ];
  for (const [subpath, target] of subpaths) {
    if (subpath === "./package.json") continue;
    if (subpath.includes("*")) faults.push(`exports the pattern ${subpath}: name each subpath`);
    else if (typeof target === "string")
      faults.push(`exports ${subpath} without the conditions source, types, default`);
    else faults.push(...conditionFaults(subpath, target));
  }
  const files = new Set(pkg.files);
  for (const { source, specifier } of entryPoints(pkg)) {
    if (!files.has(source)) faults.push(`exports ${specifier} from ${source}, which does not exist`);
  }
  return faults;
}

function conditionFaults(subpath: string, target: Readonly<Record<string, string>>): readonly string[] {
  const conditions = Object.keys(target).join(", ");
  const expected = `${sourceCondition}, types, default`;
  if (conditions !== expected) return [`exports ${subpath} with the conditions ${conditions} instead of ${expected}`];
  const built = target["default"] ?? "";
  return [
    ...require(/^\.\/dist\/[\w./-]+\.js$/.test(built), `exports ${subpath} as ${built}, not as ./dist/….js`),
    ...require(target["types"] ===
      built.replace(/\.js$/, ".d.ts"), `exports ${subpath} with types that lie elsewhere than its module`),
  ];
}

function layerFaults(pkg: WorkspacePackage, { packages }: { readonly packages: readonly WorkspacePackage[] }) {
  const layer = layerOf(pkg);
  if (layer === undefined) return ["has no Nx tag layer:N"];
  const { dependencies, peerDependencies } = pkg.manifest;
  const names = Object.keys({ ...dependencies, ...peerDependencies }).filter((name) => name.startsWith(scope));
  return names.flatMap((name) => {
    const other = packages.find((each) => each.manifest.name === name);
    if (other === undefined) return [`depends on ${name}, which is not in this workspace`];
    const theirs = layerOf(other) ?? Infinity;
    return require(theirs < layer, `(layer ${layer}) depends on ${name} (layer ${theirs})`);
  });
}
