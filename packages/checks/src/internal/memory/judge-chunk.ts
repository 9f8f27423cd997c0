import { columnsOf } from "../expressions/columns-of.ts";
import type { Expression } from "../../expressions/expression.ts";
import { isMissing } from "../values/scalar.ts";
import type { ChunkCounts, ChunkJudge } from "./engine.ts";
import { anyRowJudges } from "./judge-rare.ts";
import { rowByRow } from "./judge-row.ts";
import type { RowJudge } from "./judge-row.ts";
import { numberKernel } from "./number-kernels.ts";
import { textKernel } from "./text-kernels.ts";
import { NO, UNDECIDED, YES } from "./verdicts.ts";

type Judge = ChunkJudge["judge"];

/**
 * Makes the judge of whole chunks for a condition. A condition on one column is judged once a category where the column has
 * categories, by a tight loop where it has numbers or texts; conditions on several columns are judged part by part.
 */
export function chunkJudge(node: Expression): ChunkJudge {
  const columns = columnsOf(node);
  const [name] = columns;
  if (name !== undefined && columns.length === 1 && (node.op !== "test" || node.pure === true))
    return oneColumn(node, name);
  return { judge: partByPart(node) ?? rowByRow(anyRowJudges.judgeOf(node)) };
}

function oneColumn(node: Expression, column: string): ChunkJudge {
  const judgeOne = anyRowJudges.judgeOf(node);
  const verdicts = categoryVerdicts(judgeOne);
  const kernels = { number: numberKernel(node, "number"), date: numberKernel(node, "date") };
  const byBytes = textKernel(node);
  const byParts = partByPart(node) ?? rowByRow(judgeOne);
  const whenMissing = node.op === "missing" ? YES : node.op === "not" && node.of.op === "missing" ? NO : undefined;
  return {
    column,
    judge: (chunk, out) => {
      const lane = chunk.lane(column);
      const kernel = lane.form === "numbers" ? kernels[lane.kind] : undefined;
      if (lane.form === "numbers" && kernel !== undefined) kernel.judge(lane.numbers, out);
      else if (lane.form === "numbers") byParts(chunk, out);
      else if (lane.form === "codes") judgeCodes(lane.codes, verdicts(lane.categories), out);
      else if (lane.text === undefined) judgeValues(lane.values, judgeOne, out);
      else if (whenMissing !== undefined)
        for (let i = 0; i < chunk.length; i++) out[i] = lane.text.isNull(i) ? whenMissing : 1 - whenMissing;
      else if (byBytes === undefined) judgeValues(lane.values, judgeOne, out);
      else byBytes(lane.text, out);
    },
    count: (chunk) => {
      const nulls = chunk.nullCount(column);
      if (whenMissing !== undefined && !chunk.mayHoldNan(column)) return countMissing(chunk.length, nulls, whenMissing);
      const lane = chunk.lane(column);
      if (lane.form === "codes" && lane.categories.length < chunk.length)
        return countCodes(lane.counts, verdicts(lane.categories));
      if (lane.form !== "numbers") return undefined;
      const { range } = lane;
      const undecided = chunk.length - range.present;
      if (whenMissing !== undefined) return countMissing(chunk.length, undecided, whenMissing);
      const all = kernels[lane.kind]?.judgeAll?.(range);
      return all === undefined ? undefined : { met: all ? range.present : 0, undecided, nan: undecided - nulls };
    },
  };
}

function countMissing(length: number, missing: number, whenMissing: number): ChunkCounts {
  return { met: whenMissing === YES ? missing : length - missing, undecided: 0, nan: 0 };
}

function partByPart(node: Expression): Judge | undefined {
  if (node.op === "and") return joined(node.of.map(chunkJudge), NO, YES);
  if (node.op === "or") return joined(node.of.map(chunkJudge), YES, NO);
  return node.op === "not" ? opposite(chunkJudge(node.of).judge) : undefined;
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

/** The verdict of a category by its code, -1 for rows without; each is judged once, when it first occurs. */
function categoryVerdicts(judge: RowJudge): (categories: readonly unknown[]) => (code: number) => number {
  const UNKNOWN = 3;
  let known: readonly unknown[] | undefined;
  let verdicts = new Uint8Array(0);
  const verdictOf = (code: number): number => {
    const found = verdicts[code + 1] ?? UNKNOWN;
    if (found !== UNKNOWN) return found;
    // Text and truth values are never NaN.
    const value = code === -1 ? null : (known?.[code] ?? null);
    const read = (): unknown => value;
    return (verdicts[code + 1] = judge(read, read));
  };
  return (categories) => {
    if (known !== categories) verdicts = new Uint8Array(categories.length + 1).fill(UNKNOWN);
    known = categories;
    return verdictOf;
  };
}

function judgeCodes(codes: ArrayLike<number>, verdictOf: (code: number) => number, out: Uint8Array): void {
  for (let i = 0; i < codes.length; i++) out[i] = verdictOf(codes[i] ?? -1);
}

function countCodes(counts: Uint32Array, verdictOf: (code: number) => number): ChunkCounts {
  let [met, undecided] = [0, 0];
  for (let at = 0; at < counts.length; at++) {
    const count = counts[at] ?? 0;
    if (count === 0) continue;
    const answer = verdictOf(at - 1);
    if (answer === YES) met += count;
    else if (answer === UNDECIDED) undecided += count;
  }
  return { met, undecided, nan: 0 };
}

function joined(judges: readonly ChunkJudge[], settles: number, otherwise: number): Judge {
  let part = new Uint8Array(0);
  return (chunk, out) => {
    out.fill(otherwise, 0, chunk.length);
    if (part.length < chunk.length) part = new Uint8Array(chunk.length);
    for (const { judge } of judges) {
      judge(chunk, part);
      for (let i = 0; i < chunk.length; i++) {
        const answer = part[i];
        if (answer === settles || (answer === UNDECIDED && out[i] !== settles)) out[i] = answer;
      }
    }
  };
}

function opposite(judge: Judge): Judge {
  return (chunk, out) => {
    judge(chunk, out);
    for (let i = 0; i < chunk.length; i++) if (out[i] !== UNDECIDED) out[i] = out[i] === YES ? NO : YES;
  };
}
