import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The compiler, as far as it is used here. Its own declarations would change the types of strings for the whole package. */
interface Compiler {
  main(
    options: readonly string[],
    host: {
      readFile: (name: string) => string | null;
      writeFile: (name: string, contents: Uint8Array | string) => void;
      listFiles: () => string[];
    },
  ): Promise<{ readonly error: Error | null }>;
}

/** Compiles the kernel and returns the source of the module that holds it. */
export async function compiledKernel(): Promise<string> {
  const source = readFileSync(new URL("csv-kernel.as", import.meta.url), "utf8");
  const name: string = "assemblyscript/asc";
  const asc = (await import(name)) as Compiler;
  let binary = new Uint8Array(0);
  const options = ["-O3", "--runtime", "stub", "--noAssert", "--importMemory", "--enable", "simd"];
  const { error } = await asc.main(["csv-kernel.ts", ...options, "--outFile", "csv-kernel.wasm"], {
    readFile: (name) => (name === "csv-kernel.ts" ? source : null),
    writeFile: (name, contents) => {
      if (name.endsWith(".wasm") && typeof contents !== "string") binary = Uint8Array.from(contents);
    },
    listFiles: () => [],
  });
  if (error !== null) throw error;
  const lines =
    Buffer.from(binary)
      .toString("base64")
      .match(/.{1,110}/g) ?? [];
  return [
    "// Made of kernels/csv-kernel.as by `node kernels/compile.ts`; a test compares.",
    "",
    "/** The kernel's WebAssembly module, in base64. */",
    "export const kernelCode =",
    lines.map((line) => `  "${line}"`).join(" +\n") + ";",
    "",
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL("../src/csv/kernel-code.ts", import.meta.url), await compiledKernel());
}
