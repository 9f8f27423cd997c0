import { refusal } from "../rows/row-reader.ts";
import type { HttpCall } from "./call.ts";

/** The media type that the page's form sends. */
export const FORM_TYPE = "application/x-www-form-urlencoded";

const decoder = /* @__PURE__ */ new TextDecoder("utf-8", { fatal: true });

/** The fields of a form; of a repeated field the last one. */
export function formFields({ body }: HttpCall): ReadonlyMap<string, string> {
  return new Map(new URLSearchParams(textOf(body)));
}

function textOf(body: Uint8Array | undefined): string {
  try {
    return decoder.decode(body);
  } catch {
    throw refusal([{ path: "body", message: "expected UTF-8 text" }]);
  }
}
