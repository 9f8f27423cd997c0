/** What the server bears before it refuses or hangs up. Times are in milliseconds. */
export interface ServerLimits {
  /** Requests being answered at the same time; more get 503 with Retry-After. Default 1,024. */
  readonly maxConcurrency?: number;
  /** Open connections; more are closed. Default 10,000. */
  readonly maxConnections?: number;
  /** Time for the headers of a request; also for a connection that sends nothing. Default 10,000. */
  readonly headersTimeoutMs?: number;
  /** Time for a whole request to arrive. Default 30,000. */
  readonly requestTimeoutMs?: number;
  /** How long an idle connection stays open; longer than a balancer's, or it meets closed ones. Default 72,000. */
  readonly keepAliveTimeoutMs?: number;
  /** How long after a shutdown began requests are still taken, while `/ready` answers 503. Default 0. */
  readonly drainDelayMs?: number;
  /** How long a shutdown waits for requests under way before it hangs up. Default 10,000. */
  readonly shutdownTimeoutMs?: number;
}
