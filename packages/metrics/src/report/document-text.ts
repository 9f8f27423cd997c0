import type { Block, ReportDocument, TableBlock } from "./document.ts";

/** A document as plain text, tables with aligned columns. */
export function documentText({ title, blocks }: ReportDocument): string {
  return `${[title, "=".repeat(width(title)), ...blocks.map((block) => `\n${blockText(block)}`)].join("\n")}\n`;
}

function blockText(block: Block): string {
  if (block.kind === "picture") return `${block.title}: ${block.description}`;
  return block.kind === "paragraph" ? block.text : tableText(block);
}

function tableText({ caption, columns, rows }: TableBlock): string {
  const widths = columns.map(({ name }, j) => Math.max(width(name), ...rows.map((row) => width(row[j] ?? ""))));
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ isNumber }, j) => pad(cells[j] ?? "", widths[j] ?? 0, isNumber))
      .join("  ")
      .trimEnd();
  const lines = [line(columns.map(({ name }) => name)), ...rows.map(line)];
  return [...(caption === "" ? [] : [caption, ""]), ...lines].join("\n");
}

function pad(text: string, size: number, isRight: boolean): string {
  const space = " ".repeat(Math.max(0, size - width(text)));
  return isRight ? space + text : text + space;
}

/** Number of code points. */
export function width(text: string): number {
  return Array.from(text).length;
}
