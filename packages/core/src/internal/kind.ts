/**
 * Tells whether a value says of itself, by its class's getter `~mlsys`, that it is of a kind; also one of another installed copy of the
 * library. A value that only carries such a property, as parsed JSON can, does not count. The name is a text, not a symbol, because
 * bundlers cannot leave out classes that have computed names.
 */
export function isOfKind(value: unknown, kind: string): boolean {
  if (typeof value !== "object" || value === null || Object.hasOwn(value, "~mlsys")) return false;
  return (value as { readonly "~mlsys"?: unknown })["~mlsys"] === kind;
}
