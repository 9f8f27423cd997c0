import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
const scope = "@mlsys/";

/**
 * A package imports only from layers strictly below its own, and only what its package.json declares. The layer of a
 * package is its Nx tag `layer:N`; `layer:app` may import every package. Tests may import what `devDependencies` lists,
 * whatever the layer.
 *
 * @type {import("eslint").Rule.RuleModule}
 */
export const layers = {
  meta: { type: "problem", schema: [] },
  create(context) {
    const importer = importerOf(context.filename);
    if (importer === undefined) return {};

    /** @param {import("eslint").Rule.Node & { source?: unknown }} node */
    const check = (node) => {
      const specifier = literalText(node.source);
      if (specifier === undefined) return;
      const fault = faultOf(importer, specifier, context.filename);
      if (fault !== undefined) context.report({ node, message: fault });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};

/**
 * @typedef {object} Manifest
 * @property {string} name
 * @property {string} folder
 * @property {number} layer - Infinity for applications
 * @property {ReadonlySet<string>} dependencies - `@mlsys/*` packages that users of the package also install
 * @property {ReadonlySet<string>} devDependencies - those that only its tests need
 */

/**
 * @param {Manifest} importer
 * @param {string} specifier
 * @param {string} file
 * @returns {string | undefined} what is wrong with the import, if anything
 */
function faultOf(importer, specifier, file) {
  if (specifier.startsWith(".")) {
    const target = path.resolve(path.dirname(file), specifier);
    const inside = target === importer.folder || target.startsWith(importer.folder + path.sep);
    return inside || isTest(file)
      ? undefined
      : `'${specifier}' leaves the package; import the other package by its name.`;
  }
  if (!specifier.startsWith(scope)) return undefined;
  const name = specifier.split("/", 2).join("/");
  if (name === importer.name) return undefined;
  const imported = manifests().get(name);
  if (imported === undefined) return `There is no package ${name} in this workspace.`;
  if (isTest(file) && importer.devDependencies.has(name)) return undefined;
  if (!importer.dependencies.has(name)) return `${name} is not in the dependencies of ${importer.name}.`;
  if (imported.layer < importer.layer) return undefined;
  return `${importer.name} (layer ${importer.layer}) may not import ${name} (layer ${imported.layer}): only layers below its own.`;
}

/** @param {string} file */
function isTest(file) {
  return /\.test(?:-d)?\.ts$/.test(file) || file.includes(`${path.sep}test${path.sep}`);
}

/**
 * @param {string} file
 * @returns {Manifest | undefined}
 */
function importerOf(file) {
  for (const manifest of manifests().values()) {
    if (file.startsWith(manifest.folder + path.sep)) return manifest;
  }
  return undefined;
}

/** @type {Map<string, Manifest> | undefined} */
let cached;

/** @returns {Map<string, Manifest>} */
function manifests() {
  cached ??= new Map(workspaceFolders().flatMap((folder) => entryOf(folder)));
  return cached;
}

/** @returns {string[]} */
function workspaceFolders() {
  const members = ["packages", "examples"].flatMap((parent) =>
    readdirSync(path.join(root, parent)).map((name) => path.join(root, parent, name)),
  );
  return [...members, path.join(root, "benchmarks")];
}

/**
 * @param {string} folder
 * @returns {[string, Manifest][]}
 */
function entryOf(folder) {
  let text;
  try {
    text = readFileSync(path.join(folder, "package.json"), "utf8");
  } catch {
    return []; // a folder that is no package
  }
  const manifest = JSON.parse(text);
  /** @type {string[]} */
  const tags = manifest.nx?.tags ?? [];
  const layer = tags.find((tag) => tag.startsWith("layer:"))?.slice("layer:".length);
  if (layer === undefined) throw new Error(`${folder}/package.json needs an Nx tag 'layer:N'`);
  return [
    [
      manifest.name,
      {
        name: manifest.name,
        folder,
        layer: layer === "app" ? Infinity : Number(layer),
        dependencies: new Set([
          ...Object.keys(manifest.dependencies ?? {}),
          ...Object.keys(manifest.peerDependencies ?? {}),
        ]),
        devDependencies: new Set(Object.keys(manifest.devDependencies ?? {})),
      },
    ],
  ];
}

/** @param {unknown} source */
function literalText(source) {
  return typeof source === "object" && source !== null && "value" in source && typeof source.value === "string"
    ? source.value
    : undefined;
}
