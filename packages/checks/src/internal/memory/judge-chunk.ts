import { columnsOf } from "../expressions/columns-of.ts";
import type { Expression } from "../../expressions/expression.ts";
import { isMissing } from "../values/scalar.ts";
import type { Chunk } from "./chunk.ts";
import { rowJudge } from "./judge-row.ts";
import type { RowJudge } from "./judge-row.ts";
import { numberKernel } from "./number-kernels.ts";
import type { Lane } from "./lane.ts";
import { NO, UNDECIDED, YES } from "./verdicts.ts";

/** Judges all rows of a chunk: writes a verdict a row. */
export type ChunkJudge = (chunk: Chunk, out: Uint8Array) => void;

/**
 * Makes the judge of whole chunks for a condition. A condition on one column is judged once a category where the column has
 * categories, by a tight loop where it has numbers; conditions on several columns are judged part by part.
 */
export function chunkJudge(node: Expression): ChunkJudge {
  const columns = columnsOf(node);
  const [name] = columns;
  if (name !== undefined && columns.length === 1 && (node.op !== "test" || node.pure === true))
    return oneColumn(node, name);
  return partByPart(node) ?? rowByRow(rowJudge(node));
}

function oneColumn(node: Expression, name: string): ChunkJudge {
  const judge = rowJudge(node);
  const onCategories = categoryJudge(judge);
  const kernels = { number: numberKernel(node, "number"), date: numberKernel(node, "date") };
  const byParts = partByPart(node) ?? rowByRow(judge);
  const whenMissing = node.op === "missing" ? YES : node.op === "not" && node.of.op === "missing" ? NO : undefined;
  return (chunk, out) => {
    const lane = chunk.lane(name);
    const kernel = lane.form === "numbers" ? kernels[lane.kind] : undefined;
    if (lane.form === "codes") onCategories(lane, out);
    else if (lane.form === "values" && lane.text !== undefined && whenMissing !== undefined)
      for (let i = 0; i < chunk.length; i++) out[i] = lane.text.isNull(i) ? whenMissing : 1 - whenMissing;
    else if (lane.form === "values") judgeValues(lane.values, judge, out);
    else if (kernel === undefined) byParts(chunk, out);
    else kernel(lane.numbers, out);
  };
}

function partByPart(node: Expression): ChunkJudge | undefined {
  if (node.op === "and") return joined(node.of.map(chunkJudge), NO, YES);
  if (node.op === "or") return joined(node.of.map(chunkJudge), YES, NO);
  return node.op === "not" ? opposite(chunkJudge(node.of)) : undefined;
}

function judgeValues(values: readonly unknown[], judge: RowJudge, out: Uint8Array): void {
  let current: unknown = null;
  const raw = (): unknown => current;
  const read = (): unknown => (isMissing(current) ? null : current);
  for (let i = 0; i < values.length; i++) {
    current = values[i] ?? null;
    out[i] = judge(read, raw);
  }
}

/** Judges each category once, when it first occurs; text and truth values are never NaN. */
function categoryJudge(judge: RowJudge): (lane: Lane & { readonly form: "codes" }, out: Uint8Array) => void {
  const UNKNOWN = 3;
  let known: readonly unknown[] | undefined;
  let verdicts = new Uint8Array(0);
  return ({ codes, categories }, out) => {
    if (known !== categories) {
      known = categories;
      verdicts = new Uint8Array(categories.length + 1).fill(UNKNOWN);
    }
    for (let i = 0; i < codes.length; i++) {
      const code = (codes[i] ?? -1) + 1;
      let answer = verdicts[code] ?? UNKNOWN;
      if (answer === UNKNOWN) {
        const value = code === 0 ? null : (categories[code - 1] ?? null);
        const read = (): unknown => value;
        verdicts[code] = answer = judge(read, read);
      }
      out[i] = answer;
    }
  };
}

function rowByRow(judge: RowJudge): ChunkJudge {
  return (chunk, out) => {
    let row = 0;
    const read = (name: string): unknown => chunk.value(name, row);
    const raw = (name: string): unknown => chunk.raw(name, row);
    for (; row < chunk.length; row++) out[row] = judge(read, raw);
  };
}

function joined(judges: readonly ChunkJudge[], settles: number, otherwise: number): ChunkJudge {
  let part = new Uint8Array(0);
  return (chunk, out) => {
    out.fill(otherwise, 0, chunk.length);
    if (part.length < chunk.length) part = new Uint8Array(chunk.length);
    for (const judge of judges) {
      judge(chunk, part);
      for (let i = 0; i < chunk.length; i++) {
        const answer = part[i];
        if (answer === settles || (answer === UNDECIDED && out[i] !== settles)) out[i] = answer;
      }
    }
  };
}

function opposite(judge: ChunkJudge): ChunkJudge {
  return (chunk, out) => {
    judge(chunk, out);
    for (let i = 0; i < chunk.length; i++) if (out[i] !== UNDECIDED) out[i] = out[i] === YES ? NO : YES;
  };
}
