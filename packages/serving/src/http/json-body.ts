import { showValue } from "@mlsys/core";
import { ServingError } from "../serving-error.ts";
import type { HttpCall } from "./call.ts";

const MAX_DEPTH = 64;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACE = 0x7d;
const CLOSE_BRACKET = 0x5d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

const decoder = /* @__PURE__ */ new TextDecoder("utf-8", { fatal: true });

/** Parses a JSON body: UTF-8 only, and no deeper than any honest request. */
export function jsonBody(body: Uint8Array | undefined): unknown {
  if (body === undefined || body.length === 0) throw unreadable("the request has no body", undefined);
  refuseDepth(body);
  let text: string;
  try {
    text = decoder.decode(body);
  } catch (cause) {
    throw unreadable("the body is not UTF-8 text", cause);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw unreadable("the body is not JSON", cause);
  }
}

/** The media type of a body, in lower case and without its parameters; undefined when there is none. */
export function mediaType(call: HttpCall): string | undefined {
  const header = call.header("content-type");
  if (header === undefined || header === "") return undefined;
  if (header === "application/json") return header;
  const [type = "", ...parameters] = header.toLowerCase().split(";");
  const charset = parameters.map((each) => each.trim()).find((each) => each.startsWith("charset="));
  if (charset !== undefined && !UTF_8.has(charset.slice(8).replaceAll('"', "")))
    throw unsupported(header, "send UTF-8 text");
  return type.trim();
}

const UTF_8 = /* @__PURE__ */ new Set(["utf-8", "utf8"]);

/** Makes sure that a body is JSON: by its type, or without one when it comes from no foreign page. */
export function requireJson(call: HttpCall): void {
  refuseEncoding(call);
  const type = mediaType(call);
  if (type === "application/json" || type?.endsWith("+json") === true) return;
  if (type === undefined && !isForeign(call)) return;
  throw unsupported(type ?? "none", "send application/json");
}

/** Refuses compressed bodies. */
export function refuseEncoding(call: HttpCall): void {
  const encoding = call.header("content-encoding");
  if (encoding !== undefined && encoding !== "identity") throw unsupported(encoding, "send the body uncompressed");
}

/** The error of a body in a form that nobody reads here. */
export function unsupported(found: string, fix: string): ServingError {
  return new ServingError({
    code: "unsupportedMediaType",
    what: "the body is of a type that is not read here",
    found: showValue(found, 60),
    fix,
  });
}

// A page elsewhere can send a body without a type, and then the browser does not ask first whether it may.
function isForeign(call: HttpCall): boolean {
  const origin = call.header("origin");
  return origin !== undefined && origin.replace(/^https?:\/\//, "") !== call.header("host");
}

// `JSON.parse` takes a million levels; what walks the value afterwards may not. Strings are skipped, nothing recurses.
function refuseDepth(body: Uint8Array): void {
  let depth = 0;
  let inText = false;
  for (let i = 0; i < body.length; i++) {
    const byte = body[i];
    if (byte === QUOTE) inText = !inText;
    else if (inText) {
      if (byte === BACKSLASH) i++;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (++depth > MAX_DEPTH) throw unreadable(`the body is nested more than ${MAX_DEPTH} levels deep`, undefined);
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth--;
  }
}

function unreadable(what: string, cause: unknown): ServingError {
  return new ServingError({
    code: "invalidJson",
    what,
    fix: 'send JSON like { "rows": [...] }',
    details: { issues: [{ path: "body", message: what }] },
    cause,
  });
}
