/** What every report is turned into before it is rendered: headings, sentences, tables, pictures. */
export interface ReportDocument {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block = ParagraphBlock | TableBlock | PictureBlock;

export interface ParagraphBlock {
  readonly kind: "paragraph";
  readonly text: string;
}

export interface TableBlock {
  readonly kind: "table";
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

/** A plot: drawn where someone did, else described. */
export interface PictureBlock {
  readonly kind: "picture";
  readonly title: string;
  readonly description: string;
  readonly svg?: string | undefined;
}

interface Column {
  readonly name: string;
  readonly isNumber: boolean;
}

/** A column of words. */
export function words(name: string): Column {
  return { name, isNumber: false };
}

/** A column of numbers, set to the right. */
export function numbers(name: string): Column {
  return { name, isNumber: true };
}
