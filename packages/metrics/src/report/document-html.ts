import type { Block, PictureBlock, ReportDocument, TableBlock } from "./document.ts";

/** A document as one page of HTML that needs nothing else; follows the reader's light or dark theme. */
export function documentHtml({ title, blocks }: ReportDocument): string {
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${STYLE}</style>`,
    "</head>",
    "<body>",
    "<main>",
    `<h1>${escapeHtml(title)}</h1>`,
    ...blocks.map(blockHtml),
    "</main>",
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

const STYLE = [
  ":root{color-scheme:light dark;--ink:#1c2024;--paper:#fff;--line:#d5d9dd;--head:#f2f4f6}",
  "@media(prefers-color-scheme:dark){:root{--ink:#e8eaed;--paper:#16181b;--line:#3a3f45;--head:#22262b}}",
  "body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}",
  "main{max-width:64rem;margin:0 auto;padding:1rem}",
  ".wide{overflow-x:auto}",
  "table{border-collapse:collapse;margin:1rem 0;font-variant-numeric:tabular-nums}",
  "caption{text-align:left;font-weight:600;padding:.25rem 0}",
  "th,td{padding:.3rem .7rem;border-bottom:1px solid var(--line);text-align:left}",
  "th{background:var(--head)}",
  ".number{text-align:right}",
  "figure{display:inline-block;margin:.5rem;vertical-align:top}",
  "figure svg{max-width:100%;height:auto}",
].join("");

function blockHtml(block: Block): string {
  if (block.kind === "picture") return pictureHtml(block);
  return block.kind === "paragraph" ? `<p>${escapeHtml(block.text)}</p>` : tableHtml(block);
}

function pictureHtml({ title, description, svg }: PictureBlock): string {
  if (svg === undefined) return `<p><strong>${escapeHtml(title)}</strong> ${escapeHtml(description)}</p>`;
  return `<figure>${svg}</figure>`;
}

function tableHtml({ caption, columns, rows }: TableBlock): string {
  const label = caption === "" ? "" : `<caption>${escapeHtml(caption)}</caption>`;
  const kind = (j: number): string => (columns[j]?.isNumber === true ? ' class="number"' : "");
  const head = columns.map(({ name }, j) => `<th scope="col"${kind(j)}>${escapeHtml(name)}</th>`).join("");
  const cell = (text: string, j: number): string =>
    j === 0 && columns[0]?.isNumber === false
      ? `<th scope="row">${escapeHtml(text)}</th>`
      : `<td${kind(j)}>${escapeHtml(text)}</td>`;
  const body = rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("\n");
  return `<div class="wide" tabindex="0"><table>${label}\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody></table></div>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
