import type { Block, ReportDocument, TableBlock } from "./document.ts";

/** A document as GitHub-flavoured Markdown. */
export function documentMarkdown({ title, blocks }: ReportDocument): string {
  return `${[`## ${escapeMarkdown(title)}`, ...blocks.map(blockMarkdown)].join("\n\n")}\n`;
}

function blockMarkdown(block: Block): string {
  if (block.kind === "picture") return `**${escapeMarkdown(block.title)}** ${escapeMarkdown(block.description)}`;
  return block.kind === "paragraph" ? escapeMarkdown(block.text) : tableMarkdown(block);
}

function tableMarkdown({ caption, columns, rows }: TableBlock): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const lines = [
    line(columns.map(({ name }) => escapeMarkdown(name))),
    line(columns.map(({ isNumber }) => (isNumber ? "--:" : ":--"))),
    ...rows.map((row) => line(row.map(escapeMarkdown))),
  ];
  return [...(caption === "" ? [] : [`**${escapeMarkdown(caption)}**`, ""]), ...lines].join("\n");
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_|<>[\]]/g, String.raw`\$&`).replace(/\r?\n/g, " ");
}
