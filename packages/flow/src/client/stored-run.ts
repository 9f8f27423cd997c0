import { didYouMean } from "@mlsys/core";
import type { ArtifactCodec } from "../artifacts/codec.ts";
import { decodeArtifact } from "../artifacts/decode.ts";
import { FlowError } from "../flow-error.ts";
import { PARAMETERS } from "../store/flow-store.ts";
import type { ArtifactRow, FlowRunStatus, FlowStore, RunRow, StepRow, StoredError } from "../store/flow-store.ts";

/** A run of the past. Contents are read only when they are asked for. */
export class StoredRun<S = Record<string, unknown>> {
  private readonly store: FlowStore;
  private readonly row: RunRow;
  private readonly codecs: readonly ArtifactCodec[];

  /**
   * @param store - where the run is kept.
   * @param row - the run.
   * @param codecs - for its artifacts.
   */
  constructor(store: FlowStore, row: RunRow, codecs: readonly ArtifactCodec[]) {
    this.store = store;
    this.row = row;
    this.codecs = codecs;
  }

  /** The id of the run. */
  get runId(): string {
    return this.row.runId;
  }

  /** The name of the flow. */
  get flowName(): string {
    return this.row.flowName;
  }

  /** How far the run was when it was looked up; one whose process was killed is `running` until it is resumed. */
  get status(): FlowRunStatus {
    return this.row.status;
  }

  /** When it started. */
  get startedAt(): Date {
    return new Date(this.row.startedAt);
  }

  /** When it ended; undefined while it runs. */
  get endedAt(): Date | undefined {
    return this.row.endedAt === undefined ? undefined : new Date(this.row.endedAt);
  }

  /** The run whose finished steps this one reused. */
  get originRunId(): string | undefined {
    return this.row.originRunId;
  }

  /** Why it failed or was interrupted. */
  get error(): StoredError | undefined {
    return this.row.error;
  }

  /** The steps that have begun, in order, with status, attempts and times. */
  async steps(): Promise<readonly StepRow[]> {
    return this.store.listSteps(this.runId);
  }

  /** The values of the parameters. */
  async parameters(): Promise<Record<string, unknown>> {
    const rows = await this.store.listArtifacts(this.runId, PARAMETERS);
    const values: [string, unknown][] = [];
    for (const row of rows) values.push([row.name, await this.read(row)]);
    return Object.fromEntries(values);
  }

  /**
   * What is known of the artifacts without reading them: name, size, hash, kind and a preview.
   *
   * @param stepName - only those that this step made. Default: all as they were after the last step, parameters included.
   */
  async artifacts(stepName?: string): Promise<readonly ArtifactRow[]> {
    if (stepName !== undefined) return this.store.listArtifacts(this.runId, stepName);
    const rows = new Map<string, ArtifactRow>();
    for (const step of [PARAMETERS, ...this.row.steps])
      for (const row of await this.store.listArtifacts(this.runId, step)) rows.set(row.name, row);
    return [...rows.values()];
  }

  /**
   * The value of an artifact or parameter, as it was after the last step, or after a given one that made it.
   *
   * @param name - the artifact.
   * @param options - `step`: as this step made it.
   * @returns the value.
   * @throws {FlowError} `notFound`, with the nearest name; `corruptArtifact`; `missingCodec`.
   */
  async artifact<K extends keyof S & string>(name: K, options: { readonly step?: string } = {}): Promise<S[K]> {
    const rows = await this.artifacts(options.step);
    const row = rows.find((each) => each.name === name);
    if (row !== undefined) return (await this.read(row)) as S[K];
    throw new FlowError({
      code: "notFound",
      what: `there is no artifact ${JSON.stringify(name)}`,
      where: `run ${this.runId}${options.step === undefined ? "" : `, step ${JSON.stringify(options.step)}`}`,
      fix: didYouMean(
        name,
        rows.map((each) => each.name),
      ),
      details: { runId: this.runId, artifact: name },
    });
  }

  /**
   * All artifacts and parameters, as they were after the last step.
   *
   * @throws {FlowError} `corruptArtifact`, `missingCodec`.
   */
  async data(): Promise<Readonly<S>> {
    const values: [string, unknown][] = [];
    for (const row of await this.artifacts()) values.push([row.name, await this.read(row)]);
    return Object.fromEntries(values) as S;
  }

  private async read({ name, sha256 }: ArtifactRow): Promise<unknown> {
    const where = `artifact ${JSON.stringify(name)} of run ${this.runId}`;
    return decodeArtifact(where, await this.store.readContent(sha256), this.codecs);
  }
}
