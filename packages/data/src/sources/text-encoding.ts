/** The encodings that text is read in; all but UTF-8 are turned into it. */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "latin1" | "windows-1252";
