/** One objection to a request: where, and what. */
export interface RequestIssue {
  /** Where in the request: `rows[2].amount`, `x`, `body`. */
  readonly path: string;
  readonly message: string;
}
