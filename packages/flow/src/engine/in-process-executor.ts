import { decodeArtifact } from "../artifacts/decode.ts";
import { encodeArtifact } from "../artifacts/encode.ts";
import { kindOf, previewOf } from "../artifacts/preview.ts";
import type { ArtifactCodec } from "../artifacts/codec.ts";
import { FlowError } from "../flow-error.ts";
import type { ArtifactRow, FlowStore } from "../store/flow-store.ts";
import { showValue } from "@mlsys/core";
import type { Executor, ExecutorContext, StepJob } from "./executor.ts";

const NAME_LENGTH = 200;

/**
 * Runs steps in this process. A step that follows gets what was made of the stored bytes, not the object that was returned, so
 * that a resumed run sees the same values as an undisturbed one.
 */
export class InProcessExecutor implements Executor {
  /** The values that later steps can see, by hash. */
  private readonly values = new Map<string, unknown>();

  async execute(job: StepJob, context: ExecutorContext): Promise<readonly ArtifactRow[]> {
    const self = await this.load(job.inputs, context);
    const { signal, logger, onProgress } = context;
    const { flowName, runId, stepName, attempt } = job;
    const returned = await unlessAborted(signal, async () =>
      context.step.run({ self, flowName, runId, stepName, attempt, signal, logger, progress: onProgress }),
    );
    return this.store(returned, stepName, context);
  }

  async load(
    rows: readonly ArtifactRow[],
    { store, codecs }: Pick<ExecutorContext, "store" | "codecs">,
  ): Promise<Record<string, unknown>> {
    const wanted = new Set(rows.map(({ sha256 }) => sha256));
    for (const known of this.values.keys()) if (!wanted.has(known)) this.values.delete(known);
    const entries: [string, unknown][] = [];
    for (const { name, sha256 } of rows) {
      if (!this.values.has(sha256))
        this.values.set(sha256, decodeArtifact(name, await store.readContent(sha256), codecs));
      entries.push([name, this.values.get(sha256)]);
    }
    return Object.fromEntries(entries);
  }

  /** Stores what a step returned. */
  private async store(returned: unknown, stepName: string, context: ExecutorContext): Promise<ArtifactRow[]> {
    if (returned === undefined) return [];
    const rows: ArtifactRow[] = [];
    for (const [name, value] of artifactsOf(returned, stepName)) {
      const { row, decoded } = await storeArtifact(name, value, context);
      this.values.set(row.sha256, decoded);
      rows.push(row);
    }
    return rows;
  }
}

/** Stores one value and reads back what later steps will see. */
export async function storeArtifact(
  name: string,
  value: unknown,
  { store, codecs }: { readonly store: FlowStore; readonly codecs: readonly ArtifactCodec[] },
): Promise<{ readonly row: ArtifactRow; readonly decoded: unknown }> {
  const bytes = encodeArtifact(name, value, codecs);
  const decoded = decodeArtifact(name, bytes, codecs);
  const sha256 = await store.putContent(bytes);
  return { row: { name, sha256, size: bytes.byteLength, kind: kindOf(value), preview: previewOf(value) }, decoded };
}

function artifactsOf(returned: unknown, stepName: string): readonly (readonly [string, unknown])[] {
  const isRecord =
    typeof returned === "object" && returned !== null && !Array.isArray(returned) && !ArrayBuffer.isView(returned);
  if (!isRecord) {
    throw new FlowError({
      code: "artifactNotStorable",
      what: "a step must return an object of artifacts, or nothing",
      where: `step ${JSON.stringify(stepName)}`,
      found: showValue(returned),
      fix: "return { name: value }",
    });
  }
  const entries = Object.entries(returned);
  const unnamed = entries.find(([name]) => name === "" || name.length > NAME_LENGTH);
  if (unnamed === undefined) return entries;
  throw new FlowError({
    code: "artifactNotStorable",
    what: "the name of an artifact is not accepted",
    where: `step ${JSON.stringify(stepName)}`,
    found: showValue(unnamed[0]),
    fix: `give 1 to ${NAME_LENGTH} characters`,
  });
}

/** Rejects as soon as the signal is aborted, whether the work heeds the signal or not. */
async function unlessAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason as Error);
  });
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
