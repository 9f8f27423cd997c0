import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { didYouMean } from "@mlsys/core";
import { unzipSync } from "fflate";
import { DataError } from "../errors/data-error.ts";
import { atomicWrite } from "../sinks/atomic-write.ts";
import { isSafeName } from "./hub-options.ts";

/**
 * Takes one file out of a zip archive, beside it. The file is written again where it is not what the archive holds.
 *
 * @returns the path of the file.
 */
export async function extractMember(
  archive: string,
  member: string,
  folder: string,
  maxBytes: number,
): Promise<string> {
  const last = member.split("/").at(-1) ?? "";
  const path = join(folder, isSafeName(last) ? last : "member");
  const bytes = memberOf(await readFile(archive), member, archive, maxBytes);
  const present = await readFile(path).catch(() => undefined);
  if (present?.equals(bytes) !== true) await atomicWrite(path, [bytes], undefined);
  return path;
}

function memberOf(archive: Uint8Array, member: string, path: string, maxBytes: number): Uint8Array {
  const names: string[] = [];
  let size = 0;
  const files = unpacked(archive, path, ({ name, originalSize }) => {
    names.push(name);
    size = Math.max(size, name === member ? originalSize : 0);
    return name === member && originalSize <= maxBytes;
  });
  const found = files[member];
  if (found !== undefined) return found;
  if (size > maxBytes) {
    throw new DataError({
      code: "tooLarge",
      what: "the unpacked file is larger than allowed",
      where: `${path}, ${member}`,
      found: `${size} bytes, ${maxBytes} allowed`,
      fix: "raise maxBytes if that is right",
    });
  }
  throw new DataError({
    code: "notFound",
    what: "the archive does not hold the file",
    where: `${path}, ${member}`,
    fix: didYouMean(member, names),
    details: { member, names },
  });
}

function unpacked(
  archive: Uint8Array,
  path: string,
  filter: (file: { readonly name: string; readonly originalSize: number }) => boolean,
): Readonly<Record<string, Uint8Array>> {
  try {
    return unzipSync(archive, { filter });
  } catch (cause) {
    throw new DataError({
      code: "invalidBytes",
      what: "the archive cannot be unpacked",
      where: path,
      found: cause instanceof Error ? cause.message : String(cause),
      fix: "the data set names a member, but its file is no zip archive that can be read",
      cause,
    });
  }
}
