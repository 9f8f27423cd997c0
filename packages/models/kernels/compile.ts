import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import * as asc from "assemblyscript/asc";

// Compiles the kernels into modules of their code in base64; with --check it only compares, and fails where they differ.

const kernels = [
  { source: "linear-kernel.as", folder: "kernels", file: "kernel-code.ts", name: "kernelCode" },
  { source: "row-kernel.as", folder: "row-kernels", file: "row-kernel-code.ts", name: "rowKernelCode" },
] as const;

for (const { source, folder, file, name } of kernels) {
  const code = Buffer.from(await compiled(source)).toString("base64");
  const target = new URL(`../src/internal/${folder}/${file}`, import.meta.url);
  if (process.argv.includes("--check")) {
    const held = [...readFileSync(target, "utf8").matchAll(/"([^"]*)"/g)].map(([, piece]) => piece).join("");
    if (held !== code) process.exitCode = 1;
  } else {
    const pieces = code.match(/.{1,110}/g) ?? [];
    const lines = [
      `// Made of kernels/${source} by \`node kernels/compile.ts\`; a test compares.`,
      "",
      "/** The kernel's WebAssembly module, in base64. */",
      `export const ${name} =`,
      `${pieces.map((piece) => `  "${piece}"`).join(" +\n")};`,
      "",
    ];
    mkdirSync(new URL(".", target), { recursive: true });
    writeFileSync(target, lines.join("\n"));
  }
}

async function compiled(source: string): Promise<Uint8Array> {
  const text = readFileSync(new URL(source, import.meta.url), "utf8");
  let binary: Uint8Array = new Uint8Array(0);
  const options = ["-O3", "--runtime", "stub", "--noAssert", "--importMemory", "--enable", "simd"];
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
