/** What traces a prediction back to the model that made it. */
export interface ModelIdentity {
  readonly name: string;
  readonly version: string;
  readonly hash?: string;
  readonly runId?: string;
}
