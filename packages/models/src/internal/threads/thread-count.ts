import { either, integer, oneOf } from "@mlsys/core";

/** The option `nJobs`: at most so many threads; null, as -1, for as many as the machine runs at once. */
export const nJobsSpec = () => ({ rule: either(integer({ min: 1 }), oneOf(-1, null)), default: null }) as const;

/** The most threads that an option allows. */
export const threadsOf = (nJobs: number | null): number => (nJobs === null || nJobs === -1 ? Infinity : nJobs);
