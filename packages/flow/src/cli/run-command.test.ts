import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CoreError } from "@mlsys/core";
import { includeFile, runCommand } from "@mlsys/flow";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const parameters = {
  data: includeFile({ text: true, optional: true }),
  times: z.int().min(1).default(2).describe("how often"),
};

describe("a command", () => {
  it("gets its flags as typed values and writes its results", async () => {
    const folder = await mkdtemp(join(tmpdir(), "mlsys flow "));
    await writeFile(join(folder, "word.txt"), "ha");
    const { exitCode, stdout } = await run(["--times", "3", "--data", join(folder, "word.txt")]);
    await rm(folder, { recursive: true });
    expect([exitCode, stdout]).toEqual([0, "hahaha"]);
  });

  it("explains itself with --help, without the flags that only flows have", async () => {
    const { exitCode, stdout } = await run(["--help"]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/--times NUMBER +how often \(default: 2\)\n/);
    expect(stdout).not.toContain("--resume");
  });

  it.each([
    [["--time", "3"], "laugh: there is no flag --time: did you mean --times?\n"],
    [["--resume"], "laugh: there is no flag --resume"],
    [["--times", "0"], "laugh: --times is 0: "],
    [["--data", "/nowhere/at-all"], "no such file"],
  ])("answers %j with one line and exit code 2", async (argv, message) => {
    const { exitCode, stderr, stdout } = await run(argv);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  it("ends with one line and exit code 1 when its work fails", async () => {
    const main = (): never => {
      throw new CoreError({ code: "invalidInput", what: "the data\nran out" });
    };
    const { exitCode, stderr } = await run([], main);
    expect([exitCode, stderr]).toEqual([1, "laugh: the data ran out\n"]);
  });
});

async function run(
  argv: readonly string[],
  main?: () => never,
): Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }> {
  let stdout = "";
  let stderr = "";
  const command = {
    name: "laugh",
    parameters,
    main:
      main ??
      (({ times, data }: { readonly times: number; readonly data: { readonly text: string } | undefined }): void => {
        stdout += (data?.text ?? "ho").repeat(times);
      }),
  };
  const exitCode = await runCommand(command, argv, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  });
  return { exitCode, stdout, stderr };
}
