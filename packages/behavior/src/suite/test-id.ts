import { hash32 } from "../random/random-source.ts";

/** A name that can stand in a file name or an address. */
export function testId(name: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60);
  return `${slug === "" ? "test" : slug}-${(hash32(name) >>> 0).toString(36)}`;
}
