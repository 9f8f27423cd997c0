import { readFileSync, writeFileSync } from "node:fs";
import * as asc from "assemblyscript/asc";

// Compiles the packages' kernels into modules of their code in base64; with --check it only compares, and fails where they differ.

const kernels = [
  { package: "core", source: "draw-kernel", target: "random/draws/draw-kernel-code", name: "drawKernelCode" },
  { package: "data", source: "csv-kernel", target: "csv/kernel-code", name: "kernelCode" },
  {
    package: "models",
    source: "linear-kernel",
    target: "internal/kernels/kernel-code",
    name: "kernelCode",
    // Several threads may share its memory.
    isShared: true,
  },
  {
    package: "models",
    source: "row-kernel",
    target: "internal/row-loops/row-kernel-code",
    name: "rowKernelCode",
    isShared: true,
  },
  {
    package: "models",
    source: "orthogonal-kernel",
    target: "internal/orthogonal/orthogonal-kernel-code",
    name: "orthogonalKernelCode",
  },
  {
    package: "models",
    source: "score-kernel",
    target: "internal/score-kernel-code",
    name: "scoreKernelCode",
    isShared: true,
  },
  { package: "models", source: "hinge-kernel", target: "svm/hinge-kernel-code", name: "hingeKernelCode" },
  {
    package: "models",
    source: "center-kernel",
    target: "cluster/center-kernel-code",
    name: "centerKernelCode",
    isShared: true,
  },
  {
    package: "models",
    source: "function-kernel",
    target: "preprocessing/function-kernel-code",
    name: "functionKernelCode",
    isShared: true,
  },
  { package: "models", source: "tree-kernel", target: "tree/tree-kernel-code", name: "treeKernelCode" },
  {
    package: "models",
    source: "newton-kernel",
    target: "internal/newton-kernels/newton-kernel-code",
    name: "newtonKernelCode",
    isShared: true,
  },
] as const satisfies readonly Kernel[];

interface Kernel {
  readonly package: string;
  readonly source: string;
  readonly target: string;
  readonly name: string;
  readonly isShared?: boolean;
}

for (const kernel of kernels) {
  const folder = new URL(`../../packages/${kernel.package}/`, import.meta.url);
  const target = new URL(`src/${kernel.target}.ts`, folder);
  const source = `kernels/${kernel.source}.as`;
  const text = moduleText(source, kernel.name, await compiled(new URL(source, folder), "isShared" in kernel));
  if (!process.argv.includes("--check")) writeFileSync(target, text);
  else if (readFileSync(target, "utf8") !== text) {
    process.stderr.write(`${kernel.package}: ${kernel.target}.ts is not what ${source} compiles to\n`);
    process.exitCode = 1;
  }
}

function moduleText(source: string, name: string, code: Uint8Array): string {
  const pieces =
    Buffer.from(code)
      .toString("base64")
      .match(/.{1,110}/g) ?? [];
  return [
    `// Made of ${source} by \`npm run kernels\`; a test compares.`,
    "",
    "/** The kernel's WebAssembly module, in base64. */",
    `export const ${name} =`,
    `${pieces.map((piece) => `  "${piece}"`).join(" +\n")};`,
    "",
  ].join("\n");
}

async function compiled(source: URL, isShared: boolean): Promise<Uint8Array> {
  const text = readFileSync(source, "utf8");
  let binary: Uint8Array = new Uint8Array(0);
  const options = ["-O3", "--runtime", "stub", "--noAssert", "--importMemory", "--enable", "simd"];
  if (isShared) options.push("--enable", "threads", "--sharedMemory", "--maximumMemory", "65536");
  const { error } = await asc.main(["kernel.ts", ...options, "--outFile", "kernel.wasm"], {
    readFile: (name) => (name === "kernel.ts" ? text : null),
    writeFile: (name, contents) => {
      if (name.endsWith(".wasm") && typeof contents !== "string") binary = contents;
    },
    listFiles: () => [],
  });
  if (error !== null) throw error;
  return binary;
}
