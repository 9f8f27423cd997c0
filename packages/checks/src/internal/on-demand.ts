// What few suites need is loaded when one does, all at once: bundlers cut one piece off cleanly, and several into many.
export { groupedCheck } from "./define/grouped-check.ts";
export { factoriesFor } from "./memory/judge-rare.ts";
export { rareOperand } from "./memory/operand-rare.ts";
export { textKernel } from "./memory/text-kernels.ts";
