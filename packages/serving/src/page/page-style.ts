/** The page's style sheet: one column on narrow screens, two on wide ones, light or dark as the system is. */
export const PAGE_STYLE = `:root {
  color-scheme: light dark;
  --back: #f5f6f8; --card: #fff; --ink: #1b1f27; --soft: #555d6b; --line: #d5d9e0;
  --accent: #2456c9; --on-accent: #fff; --track: #e6e9ef; --bad: #b3261e; --warn: #fff4d6; --warn-line: #d9a400;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #13161c; --card: #1c2029; --ink: #e9ecf2; --soft: #a6aebd; --line: #373e4c;
    --accent: #8ab0ff; --on-accent: #0b1730; --track: #2c323f; --bad: #ff9d95; --warn: #362d12; --warn-line: #c79a1d;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 66rem; padding: clamp(1rem, 4vw, 3rem) clamp(1rem, 4vw, 2rem);
  background: var(--back); color: var(--ink); overflow-wrap: anywhere;
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
}
h1 { margin: 0; font-size: clamp(1.5rem, 4vw, 2.1rem); line-height: 1.2; letter-spacing: -.01em; }
h2 { margin: 0 0 1rem; font-size: 1.05rem; }
a { color: var(--accent); }
code { font-family: ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono", monospace; font-size: .875em; }
.version { margin: .25rem 0 1.5rem; color: var(--soft); }
main { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }
@media (min-width: 48rem) { main { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); align-items: stretch; }
  #result { position: sticky; top: 1rem; }
}
form, section { padding: clamp(1rem, 3vw, 1.5rem); background: var(--card); border: 1px solid var(--line); border-radius: .75rem; }
.field { margin-bottom: 1rem; }
.field label { display: block; margin-bottom: .3rem; font-weight: 600; }
.field label span { color: var(--soft); font-weight: 400; }
.field-check { display: grid; grid-template-columns: auto 1fr; gap: 0 .6rem; align-items: center; }
.field-check label { margin: 0; }
.field-check p { grid-column: 1 / -1; }
.field-check input { width: 1.25rem; height: 1.25rem; margin: 0; accent-color: var(--accent); }
.hint { margin: 0 0 .3rem; color: var(--soft); font-size: .9rem; }
.error, .failure { color: var(--bad); font-weight: 600; }
.error { margin: .35rem 0 0; font-size: .9rem; }
.failure { margin: 0; }
textarea, select, input[type="number"], input[type="text"] {
  display: block; width: 100%; padding: .6rem .7rem; font: inherit; color: inherit; background: var(--back);
  border: 1px solid var(--soft); border-radius: .5rem;
}
textarea { min-height: 7rem; resize: vertical; }
[aria-invalid] { border: 2px solid var(--bad) !important; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.actions { display: flex; flex-wrap: wrap; gap: .5rem 1.1rem; align-items: center; }
button {
  min-height: 2.75rem; padding: .5rem 1.5rem; font: inherit; font-weight: 600; cursor: pointer;
  color: var(--on-accent); background: var(--accent); border: 0; border-radius: .5rem;
}
button:hover { filter: brightness(1.1); }
button[aria-disabled] { opacity: .6; cursor: progress; }
#result[aria-busy] { opacity: .5; }
.empty { display: none; margin: 0; color: var(--soft); }
#result:empty + .empty { display: block; }
.prediction { margin: 0 0 1rem; }
.prediction span { display: block; color: var(--soft); font-size: .9rem; }
.prediction strong { font-size: clamp(1.6rem, 5vw, 2.2rem); line-height: 1.2; }
table { width: 100%; border-collapse: collapse; }
caption { padding-bottom: .25rem; color: var(--soft); font-size: .9rem; text-align: start; }
tbody th { padding: .35rem .75rem .35rem 0; font-weight: 400; text-align: start; min-width: 6rem; }
tbody td { padding: .35rem 0; }
td:nth-child(2) { width: 62%; }
.percent { width: 1%; padding-inline-start: .75rem; text-align: end; white-space: nowrap; font-variant-numeric: tabular-nums; }
.predicted th, .predicted .percent { font-weight: 700; }
.bar { display: block; width: 100%; height: .8rem; }
.track { fill: var(--track); }
.value { fill: var(--soft); }
.predicted .value { fill: var(--accent); }
.trace { margin: 1rem 0 0; color: var(--soft); font-size: .85rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.notice { margin: 0 0 1.5rem; padding: .75rem 1rem; background: var(--warn); border-inline-start: .3rem solid var(--warn-line); border-radius: .4rem; }
.notice p { margin: 0; font-weight: 600; }
.notice ul { margin: .25rem 0 0; padding-inline-start: 1.2rem; }
footer { margin-top: 1.5rem; color: var(--soft); font-size: .9rem; }
summary { cursor: pointer; padding: .25rem 0; }
pre { margin: .25rem 0 1rem; padding: .9rem 1rem; overflow-x: auto; color: var(--ink); background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
dl { margin: 1rem 0 0; }
dl div { display: flex; flex-wrap: wrap; gap: 0 .6rem; }
dt { min-width: 4.5rem; }
dd { margin: 0; }
`;
