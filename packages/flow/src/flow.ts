import { arrayOf, integer, parseOptions, real, satisfying, showValue, text } from "@mlsys/core";
import type { ArtifactCodec } from "./artifacts/codec.ts";
import { runFlow } from "./engine/run-flow.ts";
import type { RunOptions } from "./engine/run-flow.ts";
import { FlowError } from "./flow-error.ts";
import { isFileParameter } from "./parameters/parameters.ts";
import type { GivenParameters, Parameter, ParameterSpecs, ParameterValues } from "./parameters/parameters.ts";
import type { FlowBuilder, Nothing, Show } from "./scope.ts";
import type { RetryOptions, StepDefinition, StepOptions } from "./step.ts";
import { PARAMETERS } from "./store/flow-store.ts";

/** Options of {@link flow}. */
export interface FlowOptions<P extends ParameterSpecs> {
  /** What can be set from outside: zod schemas (any Standard Schema), and `includeFile()`. Default: nothing. */
  readonly parameters?: P;
  /** One sentence for the help text. */
  readonly description?: string;
  /** How values are stored that the flow cannot know, such as fitted models. */
  readonly codecs?: readonly ArtifactCodec[];
}

/** What a run is made from: all that a {@link Flow} holds. */
export interface FlowDefinition {
  readonly name: string;
  readonly description: string | undefined;
  readonly parameters: ParameterSpecs;
  readonly steps: readonly StepDefinition[];
  readonly codecs: readonly ArtifactCodec[];
}

/** A run that came to its end. */
export interface FlowRun<S> {
  readonly runId: string;
  readonly flowName: string;
  /** The run whose finished steps this one reused. */
  readonly originRunId: string | undefined;
  /** Parameters and artifacts as they were after the last step. */
  readonly data: Readonly<S>;
}

/**
 * Defines a flow: named steps, one after the other, whose results are stored and typed. What a step returns is in `self` of all
 * steps after it.
 *
 * @param name - a letter, then letters, digits, `_` and `-`; runs are found under it.
 * @param options - parameters, codecs, description.
 * @returns a builder; `end()` makes the flow.
 * @throws {FlowError} `invalidFlow` when a name is not accepted; `invalidOption`.
 *
 * @example
 * ```ts
 * import { mkdtemp, rm } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { flow } from "@mlsys/flow";
 * import { z } from "zod";
 *
 * const training = flow("training", { parameters: { alpha: z.number().default(0.5) } })
 *   .step("load", () => ({ rows: Float64Array.of(1, 2, 3) }))
 *   .step("fit", ({ self }) => ({ score: self.alpha * self.rows.length }))
 *   .end();
 *
 * const folder = await mkdtemp(join(tmpdir(), "flow-"));
 * const run = await training.run({ alpha: 2 }, { folder });
 * run.data.score; // => 6
 * await rm(folder, { recursive: true });
 * ```
 */
export function flow<const P extends ParameterSpecs = Nothing>(
  name: string,
  options?: FlowOptions<P>,
): FlowBuilder<P, Show<ParameterValues<P>>, Nothing> {
  checkName("flow", name);
  const { parameters, description, codecs } = parseOptions("flow", options, flowSpecs, FlowError);
  for (const parameter of Object.keys(parameters)) checkParameterName(parameter);
  const definition = { name, description, parameters, steps: [], codecs };
  return builderOf(definition) as FlowBuilder<P, Show<ParameterValues<P>>, Nothing>;
}

/** A flow: runs it, and goes on with runs that failed. Made by {@link flow}. */
export class Flow<P extends ParameterSpecs, S, D> {
  /** The flow as data; for tools. */
  readonly definition: FlowDefinition;
  /** Only for types: what each step returned. */
  declare readonly returned?: D;
  /** Only for types: the artifacts after the last step. */
  declare readonly seen?: S;
  /** Only for types: the parameters. */
  declare readonly given?: P;

  /** @param definition - the flow as data. */
  constructor(definition: FlowDefinition) {
    this.definition = definition;
  }

  /** Under which its runs are found. */
  get name(): string {
    return this.definition.name;
  }

  /** The names of the steps, in order. */
  get steps(): string[] {
    return this.definition.steps.map((step) => step.name);
  }

  /**
   * Runs the flow from its first step.
   *
   * @param parameters - values by name, of an included file its path; what has a default may be left out.
   * @param options - where runs are stored, cancellation, events.
   * @returns the run, with its artifacts.
   * @throws {FlowError} `invalidParameter` and `unreadableFile` before anything is stored; `stepFailed`, with what the step threw
   * as its cause; `interrupted`; `storeUnavailable`.
   */
  async run(parameters?: GivenParameters<P>, options?: RunOptions): Promise<FlowRun<S>> {
    return (await runFlow(this.definition, { kind: "new", parameters: { ...parameters } }, options)) as FlowRun<S>;
  }

  /**
   * Goes on with a run that failed, was interrupted, or whose process was killed: a new run, with the parameters and included
   * files of the old one, that reuses its finished steps.
   *
   * @param runId - the run. Default: the newest of this flow.
   * @param options - where runs are stored, cancellation, events.
   * @returns the new run, with its artifacts.
   * @throws {FlowError} `nothingToResume`; `notFound`; `flowChanged` when the steps or parameters are not those of the old run;
   * and as {@link Flow.run}.
   */
  async resume(runId?: string, options?: RunOptions): Promise<FlowRun<S>> {
    return (await runFlow(this.definition, { kind: "resume", runId }, options)) as FlowRun<S>;
  }
}

interface UntypedBuilder {
  step(name: string, run: StepDefinition["run"], options?: StepOptions): UntypedBuilder;
  end(): Flow<ParameterSpecs, unknown, unknown>;
}

function builderOf(definition: FlowDefinition): UntypedBuilder {
  return {
    step: (name, run, options) =>
      builderOf({ ...definition, steps: [...definition.steps, stepOf(definition, name, run, options)] }),
    end: () => {
      if (definition.steps.length > 0) return new Flow(definition);
      throw invalid(`the flow ${JSON.stringify(definition.name)} has no steps`, "add at least one with step()");
    },
  };
}

function stepOf(
  { steps }: FlowDefinition,
  name: string,
  run: StepDefinition["run"],
  options: StepOptions | undefined,
): StepDefinition {
  checkName("step", name);
  const where = `step ${JSON.stringify(name)}`;
  if (steps.some((step) => step.name === name)) throw invalid(`the ${where} exists already`, "give another name");
  if (typeof run !== "function") throw invalid(`the ${where} has no body`, "give a function");
  const { retry, timeoutMs } = parseOptions(where, options, stepSpecs, FlowError);
  const parsed = parseOptions(`${where}, retry`, retry, retrySpecs, FlowError);
  return { name, run, retry: parsed, timeoutMs };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isParameter = (value: unknown): value is Parameter =>
  isRecord(value) && (isFileParameter(value as unknown as Parameter) || "~standard" in value);

const isCodec = (value: unknown): value is ArtifactCodec =>
  isRecord(value) && typeof value["name"] === "string" && typeof value["accepts"] === "function";

const flowSpecs = {
  parameters: {
    rule: /* @__PURE__ */ satisfying(
      "an object of schemas and includeFile()",
      (value): value is ParameterSpecs => isRecord(value) && Object.values(value).every(isParameter),
    ),
    default: {},
  },
  description: { rule: /* @__PURE__ */ text() },
  codecs: { rule: /* @__PURE__ */ arrayOf(/* @__PURE__ */ satisfying("a codec", isCodec)), default: [] },
};

const stepSpecs = {
  retry: {
    rule: /* @__PURE__ */ satisfying("an object", (value): value is RetryOptions => isRecord(value)),
    default: { times: 0 },
  },
  timeoutMs: { rule: /* @__PURE__ */ real({ above: 0, max: 2 ** 31 - 1 }) },
};

const retrySpecs = {
  times: { rule: /* @__PURE__ */ integer({ min: 0, max: 1000 }), required: true as const },
  delayMs: { rule: /* @__PURE__ */ real({ min: 0 }), default: 1000 },
  factor: { rule: /* @__PURE__ */ real({ min: 1 }), default: 2 },
};

/** Flags that every flow has; a parameter of that name could not be given. */
const RESERVED = ["help", "resume", "verbose", "store"];

function checkParameterName(name: string): void {
  if (!/^[a-z][a-z\d]*$/i.test(name) || name.length > 60)
    throw invalid(`the parameter ${showValue(name)} is not accepted`, "give a camel-cased name of letters and digits");
  if (RESERVED.includes(name))
    throw invalid(`the parameter ${JSON.stringify(name)} is taken`, `--${name} is a flag of every flow`);
}

function checkName(kind: "flow" | "step", name: string): void {
  if (typeof name === "string" && /^[a-z][\w-]{0,99}$/i.test(name) && name !== PARAMETERS) return;
  throw invalid(
    `the name of the ${kind} is not accepted`,
    "give a letter, then letters, digits, _ and -",
    showValue(name),
  );
}

function invalid(what: string, fix: string, found?: string): FlowError {
  return new FlowError({ code: "invalidFlow", what, found, fix });
}
