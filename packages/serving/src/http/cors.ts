import type { HttpCall } from "./call.ts";

/** Which pages elsewhere may read the replies: all (`"*"`), or those of some origins. */
export type CorsOrigins = "*" | readonly string[];

/**
 * The CORS headers of a reply; none when CORS is off or the origin is not listed.
 *
 * @param origins - the origins that may read; undefined switches CORS off.
 * @param call - the call, whose `Origin` decides.
 * @returns the headers.
 */
export function corsHeaders(origins: CorsOrigins | undefined, call: HttpCall): Record<string, string> {
  if (origins === undefined) return {};
  if (origins === "*") return { "access-control-allow-origin": "*", ...EXPOSED };
  const origin = call.header("origin");
  if (origin === undefined || !origins.includes(origin)) return { vary: "Origin" };
  return { "access-control-allow-origin": origin, vary: "Origin", ...EXPOSED };
}

/**
 * The headers with which a preflight is answered, besides {@link corsHeaders}.
 *
 * @param origins - the origins that may read; undefined switches CORS off.
 * @param allow - the methods of the route.
 * @returns the headers.
 */
export function preflightHeaders(origins: CorsOrigins | undefined, allow: string): Record<string, string> {
  if (origins === undefined) return {};
  return {
    "access-control-allow-methods": allow,
    "access-control-allow-headers": "content-type, x-request-id",
    "access-control-max-age": "600",
  };
}

const EXPOSED = { "access-control-expose-headers": "x-request-id" };
