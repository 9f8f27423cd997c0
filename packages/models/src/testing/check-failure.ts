import { MlsysError } from "@mlsys/core";

/** What a failed estimator check throws. */
export class CheckFailure extends MlsysError<"checkFailed"> {
  override readonly name = "CheckFailure";
}

export function fail(what: string, found?: string): never {
  throw new CheckFailure({ code: "checkFailed", what, found });
}

/** Fails unless all numbers of two results agree to a tolerance, and all else exactly. */
export function expectAgreement(a: unknown, b: unknown, tolerance: number, what: string): void {
  const [left, right] = [flat(a), flat(b)];
  if (left.length !== right.length) fail(what, `${left.length} and ${right.length} values`);
  left.forEach((value, i) => {
    const other = right[i];
    const agrees =
      typeof value === "number" && typeof other === "number"
        ? Object.is(value, other) ||
          Math.abs(value - other) <= tolerance * Math.max(1, Math.abs(value), Math.abs(other))
        : Object.is(value, other);
    if (!agrees) fail(what, `${String(value)} and ${String(other)} in place ${i}`);
  });
}

/** Fails unless work throws an error with one of the codes. */
export function expectRefusal(work: () => unknown, codes: readonly string[], what: string): void {
  try {
    work();
  } catch (error) {
    const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
    if (typeof code === "string" && codes.includes(code)) return;
    fail(`${what} should be refused with ${codes.join(" or ")}`, String(error));
  }
  fail(`${what} should be refused with ${codes.join(" or ")}`, "no error");
}

function flat(value: unknown): unknown[] {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array);
  if (Array.isArray(value)) return value.flatMap(flat);
  if (typeof value === "object" && value !== null && "toArray" in value)
    return flat((value.toArray as () => unknown)());
  return [value];
}
