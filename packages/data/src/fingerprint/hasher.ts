import { Sha256 } from "@mlsys/core";
import { builtinModule } from "../internal/node-modules.ts";

/** SHA-256 in pieces. */
export interface Hasher {
  update(bytes: Uint8Array): unknown;
  digest(): string;
}

/** Node's hash where there is one (several times faster), else core's: both give the same digits. */
export function sha256Hasher(): Hasher {
  const hash = builtinModule("node:crypto")?.createHash("sha256");
  return hash === undefined
    ? new Sha256()
    : { update: (bytes) => hash.update(bytes), digest: () => hash.digest("hex") };
}
