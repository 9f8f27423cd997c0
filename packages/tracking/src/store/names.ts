import { showValue } from "@mlsys/core";
import { TrackingError } from "../tracking-error.ts";

/** Longest key of a metric, param or tag, in characters (MLflow's limit). */
export const MAX_KEY_LENGTH = 250;

/** Longest value of a param, in characters (MLflow's limit). */
export const MAX_PARAM_LENGTH = 6000;

/** Longest value of a tag, in characters (MLflow's limit). */
export const MAX_TAG_LENGTH = 8000;

const MAX_NAME_LENGTH = 500;
const MAX_PATH_LENGTH = 1000;
const KEY = /^[\p{L}\p{N}_\-. :/]+$/u;
// eslint-disable-next-line no-control-regex -- control characters are what it finds
const CONTROL = /[\u0000-\u001F\u007F]/;

/** Refuses a key that MLflow would refuse: letters, digits, `_ - . : / space`, and a normal relative path. */
export function checkKey(kind: "metric" | "param" | "tag", key: string): void {
  const fix = `give at most ${MAX_KEY_LENGTH} letters, digits and _ - . : / space, without empty or dotted path parts`;
  if (key.length <= MAX_KEY_LENGTH && KEY.test(key) && isNormalPath(key)) return;
  throw new TrackingError({
    code: "invalidName",
    what: `the key of a ${kind} is not accepted`,
    where: kind,
    found: showValue(key),
    fix,
    details: { kind, key },
  });
}

export function checkName(kind: "experiment" | "run", name: string): void {
  if (name.trim() !== "" && name.length <= MAX_NAME_LENGTH && !CONTROL.test(name)) return;
  throw new TrackingError({
    code: "invalidName",
    what: `the name of the ${kind} is not accepted`,
    where: kind,
    found: showValue(name),
    fix: `give 1 to ${MAX_NAME_LENGTH} printable characters`,
    details: { kind, name },
  });
}

export function checkLength(kind: "param" | "tag", key: string, value: string): void {
  const limit = kind === "param" ? MAX_PARAM_LENGTH : MAX_TAG_LENGTH;
  if (value.length <= limit) return;
  throw new TrackingError({
    code: "invalidValue",
    what: `the value of a ${kind} is too long`,
    where: `${kind} ${JSON.stringify(key)}`,
    found: `${value.length} characters`,
    fix: `give at most ${limit}, or log it as an artifact`,
    details: { kind, key, length: value.length, limit },
  });
}

/** Checks tags and writes their values as text. */
export function tagTexts(tags: Readonly<Record<string, string | number | boolean>>): Record<string, string> {
  const texts = Object.entries(tags).map(([key, value]) => {
    checkKey("tag", key);
    const written = String(value);
    checkLength("tag", key, written);
    return [key, written] as const;
  });
  return Object.fromEntries(texts);
}

/**
 * Refuses a path that could leave the folder of a run's artifacts, on any platform. `""` is the root and only accepted where
 * the caller says so.
 */
export function checkArtifactPath(
  path: string,
  { rootAllowed = false }: { readonly rootAllowed?: boolean } = {},
): void {
  if (rootAllowed && path === "") return;
  const escapes = /^[a-z]:/i.test(path) || path.includes("\\") || CONTROL.test(path) || !isNormalPath(path);
  if (path !== "" && path.length <= MAX_PATH_LENGTH && !escapes) return;
  throw new TrackingError({
    code: "invalidName",
    what: "the path of an artifact is not accepted",
    where: "artifact",
    found: showValue(path),
    fix: "give a relative path with forward slashes, without empty parts, . and ..",
    details: { path },
  });
}

function isNormalPath(path: string): boolean {
  return path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}
