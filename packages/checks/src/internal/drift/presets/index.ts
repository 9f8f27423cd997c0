import { deepchecks } from "./deepchecks.ts";
import { evidently } from "./evidently.ts";
import { tfdv } from "./tfdv.ts";

/** Other tools' ways to judge, by their names. */
export const PRESETS = { evidently, deepchecks, tfdv } as const;
