import { readFileSync, writeFileSync } from "node:fs";
import * as asc from "assemblyscript/asc";

// Compiles the kernel into src/internal/kernels/kernel-code.ts; with --check it only compares, and fails where they differ.

const target = new URL("../src/internal/kernels/kernel-code.ts", import.meta.url);
const source = readFileSync(new URL("linear-kernel.as", import.meta.url), "utf8");
const code = Buffer.from(await compiled()).toString("base64");

if (process.argv.includes("--check")) {
  const held = [...readFileSync(target, "utf8").matchAll(/"([^"]*)"/g)].map(([, piece]) => piece).join("");
  process.exitCode = held === code ? 0 : 1;
} else {
  const pieces = code.match(/.{1,110}/g) ?? [];
  const lines = [
    "// Made of kernels/linear-kernel.as by `node kernels/compile.ts`; a test compares.",
    "",
    "/** The kernel's WebAssembly module, in base64. */",
    "export const kernelCode =",
    `${pieces.map((piece) => `  "${piece}"`).join(" +\n")};`,
    "",
  ];
  writeFileSync(target, lines.join("\n"));
}

async function compiled(): Promise<Uint8Array> {
  let binary: Uint8Array = new Uint8Array(0);
  const options = ["-O3", "--runtime", "stub", "--noAssert", "--importMemory", "--enable", "simd"];
  const { error } = await asc.main(["linear-kernel.ts", ...options, "--outFile", "linear-kernel.wasm"], {
    readFile: (name) => (name === "linear-kernel.ts" ? source : null),
    writeFile: (name, contents) => {
      if (name.endsWith(".wasm") && typeof contents !== "string") binary = contents;
    },
    listFiles: () => [],
  });
  if (error !== null) throw error;
  return binary;
}
