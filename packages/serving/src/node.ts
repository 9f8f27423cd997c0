// Serving with Node
export { serve } from "./node/serve.ts";
export type { RunningServer, ServeOptions, ServeTarget } from "./node/serve.ts";
export type { ServerLimits } from "./node/limits.ts";
export type { FetchHandler } from "./node/fetch-handler.ts";
