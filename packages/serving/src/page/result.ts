import type { CheckedPredictions } from "../model/prediction-service.ts";
import type { OutputField } from "../model/signature.ts";
import { type Html, html } from "./html.ts";

const MAX_CLASSES = 20;

/** What became of a prediction: an answer with its traces, or a sentence about what went wrong. */
export type Outcome =
  | { readonly answer: CheckedPredictions; readonly requestId: string; readonly milliseconds: number }
  | { readonly failure: string; readonly requestId: string };

/** Renders the outcome of a prediction: a number, or a label with the probabilities of all classes. */
export function result(outcome: Outcome | undefined, output: OutputField): Html {
  if (outcome === undefined) return html``;
  const trace = html`<p class="trace">
    Request <code>${outcome.requestId}</code>${"answer" in outcome && html` · ${outcome.milliseconds.toFixed(1)} ms`}
  </p>`;
  if ("failure" in outcome)
    return html`<p class="failure">${outcome.failure}</p>
      ${trace}`;
  const { predictions, probabilities } = outcome.answer;
  const value = String(predictions[0]);
  const bars = probabilities?.[0] === undefined ? undefined : probabilityTable(probabilities[0], output, value);
  return html`<p class="prediction"><span>${output.name ?? "Prediction"}</span> <strong>${value}</strong></p>
    ${bars}${trace}`;
}

function probabilityTable(probabilities: readonly number[], { classes = [] }: OutputField, predicted: string): Html {
  const sorted = classes
    .map((name, i) => ({ name: String(name), probability: probabilities[i] ?? 0 }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, MAX_CLASSES);
  const rows = sorted.map(({ name, probability }) => {
    const percent = `${(probability * 100).toFixed(1)} %`;
    const bar = html`<svg class="bar" aria-hidden="true" focusable="false">
      <rect class="track" width="100%" height="100%" rx="4" />
      <rect class="value" width="${(probability * 100).toFixed(2)}%" height="100%" rx="4" />
    </svg>`;
    const mark = name === predicted ? html` class="predicted"` : html``;
    return html`<tr${mark}><th scope="row">${name}</th><td>${bar}</td><td class="percent">${percent}</td></tr>`;
  });
  return html`<table>
    <caption>
      Probabilities
    </caption>
    <thead class="unseen">
      <tr>
        <th scope="col">Class</th>
        <th scope="col">Bar</th>
        <th scope="col">Probability</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
