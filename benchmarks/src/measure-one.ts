import { casesOf } from "./cases/index.ts";
import type { CaseFile } from "./cases/index.ts";
import { measure } from "./measure.ts";

// Measures one case and sends what came out to the process that started this one.
const [file, name, runs] = process.argv.slice(2);
const benchmark = (await casesOf(file as CaseFile)).find((each) => each.name === name);
if (benchmark === undefined) throw new Error(`there is no case ${name} in ${file}`);
process.send?.(await measure(benchmark, Number(runs)));
process.disconnect();
