// What few suites need is loaded when one does, all at once: bundlers cut one piece off cleanly, and several into many.
export { groupedCheck } from "./define/grouped-check.ts";
export { columnBatches } from "./memory/column-batches.ts";
export { columnEngine } from "./memory/column-engine.ts";
