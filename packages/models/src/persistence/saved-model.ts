/** Plain values and typed arrays: what a model learned. */
export type StateValue =
  null | boolean | number | string | StateTensor | readonly StateValue[] | { readonly [key: string]: StateValue };

/** The typed arrays that a saved model may hold. */
export type StateTensor = Float64Array | Float32Array | Int32Array | Uint8Array;

/** Everything that a model learned: its kind, the version of its form, and its state. */
export interface SavedModel {
  /** The factory's name. */
  readonly kind: string;
  /** The version of the form of `state`. */
  readonly version: number;
  /** What was learned. */
  readonly state: { readonly [key: string]: StateValue };
}

/** JSON data. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A {@link SavedModel} as JSON data: a typed array is an object with its bytes in base64, so that every value survives. */
export interface ModelJson {
  /** The factory's name. */
  readonly kind: string;
  /** The version of the form of `state`. */
  readonly version: number;
  /** What was learned. */
  readonly state: { readonly [key: string]: Json };
}
