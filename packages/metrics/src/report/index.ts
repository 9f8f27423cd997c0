export { toHtml, toMarkdown, toText } from "./render-report.ts";
export type { MetricsReport, ReportOptions } from "./render-report.ts";
