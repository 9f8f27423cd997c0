import type { InputField } from "../model/signature.ts";
import { type Html, html } from "./html.ts";

/** One field of the form: what stands in it, and what is wrong with it. */
export interface FieldState {
  readonly value: string;
  readonly error?: string | undefined;
}

/** Renders the labelled control of one input, with its hint and its error. */
export function field(input: InputField, index: number, { value, error }: FieldState): Html {
  const id = `field-${index}`;
  const described = [input.description !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(
    Boolean,
  );
  const attributes = html`id="${id}"
  name="${input.name}"${
    described.length > 0 && html` aria-describedby="${described.join(" ")}"`
  }${error !== undefined && html` aria-invalid="true"`}`;
  const hint = input.description !== undefined && html`<p class="hint" id="${id}-hint">${input.description}</p>`;
  const message = error !== undefined && html`<p class="error" id="${id}-error">${error}</p>`;
  if (input.type === "boolean") {
    const box = html`<input type="checkbox" ${attributes} value="true" ${value === "true" && html` checked`} />`;
    return html`<div class="field field-check">${box}<label for="${id}">${input.name}</label>${hint}${message}</div>`;
  }
  const label = html`<label for="${id}"
    >${input.name}${input.optional === true && html` <span>(optional)</span>`}</label
  >`;
  return html`<div class="field">${label}${hint}${control(input, attributes, value)}${message}</div>`;
}

function control(input: InputField, attributes: Html, value: string): Html {
  switch (input.type) {
    case "text":
      // The line break after the tag is eaten by the parser, so that a text may itself begin with one.
      return html`<textarea ${attributes} rows="4" dir="auto" ${needed(input)}>${`\n${value}`}</textarea>`;
    case "category":
      if (input.categories === undefined) return textLine(input, attributes, value);
      return html`<select ${attributes}${needed(input)}>
        ${options(input, value)}
      </select>`;
    case "instant":
      return textLine(input, attributes, value, "2026-11-21T10:00:00Z");
    default:
      return html`<input
        type="number"
        inputmode="decimal"
        ${attributes}
        value="${value}"
        step="${input.type === "integer" ? "1" : "any"}"
        ${bounds(input)}${needed(input)}
      />`;
  }
}

function textLine(input: InputField, attributes: Html, value: string, placeholder?: string): Html {
  const hint = placeholder !== undefined && html` placeholder="${placeholder}"`;
  return html`<input type="text" ${attributes} value="${value}" ${hint}${needed(input)} />`;
}

function options({ categories = [], optional }: InputField, value: string): Html[] {
  const none = optional === true || value === "" ? [html`<option value="">Choose…</option>`] : [];
  return [...none, ...categories.map((each) => html`<option${each === value && html` selected`}>${each}</option>`)];
}

function bounds({ min, max }: InputField): Html {
  return html`${min !== undefined && html` min="${min}"`}${max !== undefined && html` max="${max}"`}`;
}

function needed({ optional }: InputField): Html {
  return html`${optional !== true && html` required`}`;
}
