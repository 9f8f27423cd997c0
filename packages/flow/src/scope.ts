import type { Flow } from "./flow.ts";
import type { ParameterSpecs } from "./parameters/parameters.ts";
import type { StepOptions, Task } from "./step.ts";

/** Flattens an intersection, so that editors show the artifacts and not how they came together. */
export type Show<T> = { [K in keyof T]: T[K] } & {};

/**
 * The scope after a step: what it returned joins, or replaces, what was there. Rebuilding the whole type at every step would
 * exhaust the compiler at some 33 steps, so it is done only where an artifact changes its type.
 */
export type Put<A, B> = [keyof A & keyof B] extends [never]
  ? A & B
  : B extends { [K in keyof A & keyof B]: A[K] }
    ? A & B
    : Show<Omit<A, keyof B> & B>;

/** The type without keys: of a flow without parameters, of one without steps. */
// eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- the empty type is what is meant
export type Nothing = Record<never, never>;

/** What a step returned, as artifacts; a step may return nothing. */
export type Made<R> = [R] extends [object] ? R : unknown;

type Unstorable<T> = {
  [K in keyof T as T[K] extends ((...parameters: never[]) => unknown) | symbol | Promise<unknown> ? K : never]: T[K];
};

/** Turns a value that can never be stored into a message at the place where it is returned. */
export type Storable<R, P> = [R] extends [object]
  ? {
      [K in keyof Unstorable<R>]: `artifact '${K & string}' cannot be stored`;
    } & {
      [K in keyof R & keyof P]: `'${K & string}' is a parameter and cannot be replaced`;
    }
  : // eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- a body without `return` returns void
    [R] extends [object | undefined | void]
    ? unknown
    : "a step must return an object of artifacts, or nothing";

/** A name that no step has yet. */
export type NewName<N extends string, D> = N extends keyof D ? `step '${N}' exists already` : N;

/**
 * A flow in the making.
 *
 * P: the parameters; S: the artifacts that the next step sees, parameters included; D: what each step returned.
 */
export interface FlowBuilder<P extends ParameterSpecs, S, D> {
  /**
   * Adds a step. What it returns are its artifacts: all steps after it see them in `self`, and they are stored.
   *
   * @param name - a letter, then letters, digits, `_` and `-`.
   * @param run - the body; gets the artifacts so far and the context of the run.
   * @param options - retries and timeout.
   * @throws {FlowError} `invalidFlow`, `invalidOption`.
   */
  step<const N extends string, R>(
    name: NewName<N, D>,
    run: (task: Task<S>) => (R & Storable<R, P>) | Promise<R & Storable<R, P>>,
    options?: StepOptions,
  ): FlowBuilder<P, Put<S, Made<R>>, D & { readonly [K in N]: Made<R> }>;

  /** Ends the definition. */
  end(): Flow<P, S, D>;
}
