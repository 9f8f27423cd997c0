import { isBlocking } from "../model/gates.ts";
import type { InputRow, ServableModel } from "../model/servable-model.ts";
import { field, type FieldState } from "./fields.ts";
import { type Html, html } from "./html.ts";
import { type Outcome, result } from "./result.ts";

/** What the page shows besides the model: the fields as they stand, and what became of them. */
export interface PageState {
  readonly fields: readonly FieldState[];
  readonly outcome?: Outcome | undefined;
  /** The address of the server, for the example call. */
  readonly origin: string;
}

/** Renders the page of a model: a form made from its signature, and the result. */
export function page(model: ServableModel, { fields, outcome, origin }: PageState): string {
  const { inputs, output } = model.signature;
  const controls = inputs.map((input, i) => field(input, i, fields[i] ?? { value: "" }));
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${model.name}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="page.css" />
        <script src="page.js" defer></script>
      </head>
      <body>
        <header>
          <h1>${model.name}</h1>
          <p class="version">Version <code>${model.version}</code></p>
          ${gateNotice(model)}
        </header>
        <main>
          <form method="post" action="./" id="form">
            <h2>Input</h2>
            <div id="fields">${controls}</div>
            <div class="actions"><button type="submit">Predict</button>${examples(model)}</div>
          </form>
          <section aria-labelledby="result-heading">
            <h2 id="result-heading">Result</h2>
            <div id="result" role="status" aria-live="polite">${result(outcome, output)}</div>
            <p class="empty">Nothing predicted yet.</p>
          </section>
        </main>
        <footer>
          <details>
            <summary>Call it from a program</summary>
            <pre tabindex="0" aria-label="Example call"><code>${call(model, origin)}</code></pre>
          </details>
          ${provenance(model)}
        </footer>
      </body>
    </html> `.text;
}

/** The values of a row as the form shows them. */
export function fieldValues(row: InputRow): FieldState[] {
  return row.map((value) => ({ value: value === null || Number.isNaN(value) ? "" : String(value) }));
}

function examples({ examples: rows = [] }: ServableModel): Html {
  const links = rows.slice(0, 5).map((_, i) => {
    const label = rows.length === 1 ? "Try an example" : `Example ${i + 1}`;
    return html`<a href="./?example=${i}">${label}</a>`;
  });
  return html`${links}`;
}

function gateNotice({ gates = [] }: ServableModel): Html {
  const failed = gates.filter((gate) => !gate.passed);
  if (failed.length === 0) return html``;
  const items = failed.map(
    ({ name, message }) => html`<li><b>${name}</b>${message !== undefined && html`: ${message}`}</li>`,
  );
  const blocking = failed.some(isBlocking);
  const heading = blocking ? "This model failed some of its checks" : "This model passed with warnings";
  return html`<div class="notice" role="note">
    <p>${heading}</p>
    <ul>
      ${items}
    </ul>
  </div>`;
}

function call({ signature: { inputs }, examples: rows = [] }: ServableModel, origin: string): string {
  const row = Object.fromEntries(
    inputs.map(({ name, type }, i) => [name, rows[0]?.[i] ?? (type === "text" ? "…" : 0)]),
  );
  const body = JSON.stringify({ rows: [row] }).replaceAll("'", String.raw`'\''`);
  return `curl ${origin}/predict \\\n  -H 'content-type: application/json' \\\n  -d '${body}'`;
}

function provenance({ createdAt, runId, hash }: ServableModel): Html {
  const facts: (readonly [string, string | undefined])[] = [
    ["Made", createdAt],
    ["Run", runId],
    ["Content", hash],
  ];
  const known = facts.flatMap(([term, value]) =>
    value === undefined
      ? []
      : [
          html`<div>
            <dt>${term}</dt>
            <dd><code>${value}</code></dd>
          </div>`,
        ],
  );
  const links = html`<p><a href="metadata">Model metadata</a> · <a href="openapi.json">OpenAPI description</a></p>`;
  return known.length === 0
    ? links
    : html`<dl>${known}</dl>
        ${links}`;
}
