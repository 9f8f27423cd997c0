import { isShippedSource } from "./manifest-rules.ts";
import { require } from "./rule.ts";
import type { Rule, Surroundings } from "./rule.ts";
import type { WorkspacePackage } from "../workspace/packages.ts";

const forbiddenFolders = new Set(["utils", "util", "helpers", "helper", "common", "misc", "lib"]);

/** What files a package must have, and what they may be called. */
export const fileRules: readonly Rule[] = [
  { name: "has a README with title, installation and example", violations: readmeFaults },
  {
    name: "has the repository's licence",
    violations: ({ files, read }, { license }) =>
      files.includes("LICENSE")
        ? require(read("LICENSE") === license, "has a LICENSE that differs from the repository's")
        : ["has no LICENSE"],
  },
  {
    name: "has tests",
    violations: ({ files }) => require(files.some((file) => file.endsWith(".test.ts")), "has no test"),
  },
  { name: "has an entry on the architecture page", violations: architectureFaults },
  { name: "says what changed", violations: changeFaults },
  {
    name: "has folders named for the kind of thing in them",
    violations: ({ files }) => {
      const folders = new Set(files.flatMap((file) => file.split("/").slice(0, -1)));
      return [...folders].filter((name) => forbiddenFolders.has(name)).map((name) => `has a folder '${name}'`);
    },
  },
  { name: "has file names in kebab-case", violations: nameFaults },
];

function readmeFaults({ files, read, manifest }: WorkspacePackage): readonly string[] {
  if (!files.includes("README.md")) return ["has no README.md"];
  const text = read("README.md");
  const name = manifest.name ?? "";
  return [
    ...require(text.startsWith(`# ${name}\n`), `has a README.md that does not open with '# ${name}'`),
    ...require(text.includes(`npm install ${name}`), `has a README.md without the line 'npm install ${name}'`),
    ...require(/^```ts$/m.test(text), "has a README.md without an example in TypeScript"),
  ];
}

function architectureFaults({ manifest }: WorkspacePackage, { architecture }: Surroundings): readonly string[] {
  const heading = `### ${manifest.name ?? ""}\n`;
  return require(architecture.includes(heading), `has no entry '${heading.trim()}' in docs/architecture.md`);
}

function changeFaults({ manifest, files }: WorkspacePackage, { changesets }: Surroundings): readonly string[] {
  const name = JSON.stringify(manifest.name);
  const isPending = changesets.some((text) => text.split("---")[1]?.includes(`${name}:`));
  return require(isPending || files.includes("CHANGELOG.md"), "has neither a changeset nor a CHANGELOG.md");
}

function nameFaults({ files }: WorkspacePackage): readonly string[] {
  return files
    .filter((file) => /^(?:src|test)\//.test(file) && !file.includes("/fixtures/"))
    .filter((file) => file.split("/").some((part) => !/^[a-z\d]+(?:[-.][a-z\d]+)*$/.test(part)))
    .map((file) => `has a file '${file}', which is not in kebab-case`);
}

/** The sources of a package that users install. */
export function shippedSources({ files }: WorkspacePackage): readonly string[] {
  return files.filter(isShippedSource);
}
