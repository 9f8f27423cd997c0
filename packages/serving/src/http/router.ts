import { ServingError } from "../serving-error.ts";
import type { Endpoint } from "./call.ts";
import { type ProblemRenderer, renderProblem } from "./problem.ts";

/** One path of a protocol, and what it does for each method. `{name}` in the path stands for one segment. */
export interface Route {
  readonly path: string;
  readonly get?: Endpoint;
  readonly post?: Endpoint;
}

/** A group of routes that belong together, and how it writes its errors. A protocol is a leaf: none knows another. */
export interface Protocol {
  readonly name: string;
  readonly routes: readonly Route[];
  /** Unknown paths that begin so are this protocol's to refuse. */
  readonly prefix?: string;
  /** How it writes errors. Default: `application/problem+json`. */
  readonly renderProblem?: ProblemRenderer;
}

/** Where a path leads. */
interface Match {
  readonly route: Route;
  readonly parameters: ReadonlyMap<string, string>;
  readonly render: ProblemRenderer;
}

/** Finds the route of a path. */
export interface Router {
  readonly match: (path: string) => Match | undefined;
  /** How errors of a path are written, also of one that leads nowhere. */
  readonly rendererOf: (path: string) => ProblemRenderer;
}

const MAX_PATH_LENGTH = 2_000;
const NONE: ReadonlyMap<string, string> = new Map();

/** Makes a router: fixed paths by one look-up, then the patterns in turn. */
export function router(protocols: readonly Protocol[]): Router {
  const fixed = new Map<string, Match>();
  const patterns: { readonly segments: readonly string[]; readonly match: Match }[] = [];
  for (const protocol of protocols) {
    for (const route of protocol.routes) {
      const match = { route, parameters: NONE, render: protocol.renderProblem ?? renderProblem };
      if (route.path.includes("{")) patterns.push({ segments: route.path.split("/"), match });
      else fixed.set(route.path, match);
    }
  }

  return {
    match(path) {
      const exact = fixed.get(path);
      if (exact !== undefined || path.length > MAX_PATH_LENGTH) return exact;
      const given = path.split("/");
      for (const { segments, match } of patterns) {
        const parameters = parametersOf(segments, given);
        if (parameters !== undefined) return { ...match, parameters };
      }
      return undefined;
    },
    rendererOf: (path) =>
      protocols.find(({ prefix }) => prefix !== undefined && path.startsWith(prefix))?.renderProblem ?? renderProblem,
  };
}

/** The endpoint of a method; HEAD is answered like GET. */
export function endpointOf(route: Route, method: string): Endpoint {
  const endpoint = method === "POST" ? route.post : method === "GET" || method === "HEAD" ? route.get : undefined;
  if (endpoint !== undefined) return endpoint;
  const allow = allowedMethods(route);
  throw new ServingError({
    code: "methodNotAllowed",
    what: "the path does not take this method",
    found: method.slice(0, 20),
    fix: `use ${allow}`,
    details: { allow },
  });
}

/** The methods that a route takes, as the Allow header lists them. */
export function allowedMethods(route: Route): string {
  return [...(route.get ? ["GET", "HEAD"] : []), ...(route.post ? ["POST"] : []), "OPTIONS"].join(", ");
}

function parametersOf(segments: readonly string[], given: readonly string[]): Map<string, string> | undefined {
  if (segments.length !== given.length) return undefined;
  const parameters = new Map<string, string>();
  for (const [i, segment] of segments.entries()) {
    const value = given[i] ?? "";
    if (!segment.startsWith("{")) {
      if (segment !== value) return undefined;
    } else {
      const decoded = decode(value);
      if (decoded === undefined || decoded === "") return undefined;
      parameters.set(segment.slice(1, -1), decoded);
    }
  }
  return parameters;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
