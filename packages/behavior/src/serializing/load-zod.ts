import { createRequire } from "node:module";
import type * as Zod from "zod";

let loaded: typeof Zod | undefined;

/** zod, loaded when the first file is parsed: it takes longer to load than all of this package, and a run needs none of it. */
export function loadZod(): typeof Zod {
  loaded ??= createRequire(import.meta.url)("zod") as typeof Zod;
  return loaded;
}
