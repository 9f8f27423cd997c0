export { toHtml } from "./to-html.ts";
export type { ToHtmlOptions } from "./to-html.ts";
export { toJUnit } from "./to-junit.ts";
export { toMarkdown } from "./to-markdown.ts";
export type { ToMarkdownOptions } from "./to-markdown.ts";
export { toText } from "./to-text.ts";
export type { ToTextOptions } from "./to-text.ts";
