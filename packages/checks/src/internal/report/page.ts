/** The style of the HTML report: system fonts, colours with a contrast of at least 4.5 in both schemes. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --text: #1b1f24; --soft: #57606a; --page: #ffffff; --card: #f6f8fa; --line: #d0d7de;
  --passed: #116329; --failed: #b3141f; --warned: #7d4e00; --notEvaluated: #57606a; --error: #7a28a8; --focus: #0a5fd1; --bar: #afb8c1; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --soft: #9da7b3; --page: #0d1117; --card: #161b22; --line: #3d444d;
  --passed: #56d364; --failed: #ff7b72; --warned: #e3b341; --notEvaluated: #9da7b3; --error: #d2a8ff; --focus: #79c0ff; --bar: #59636e; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 4rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; overflow-wrap: anywhere; }
p { margin: .25rem 0 .5rem; }
header p, .caption, dt { color: var(--soft); }
.controls { display: flex; flex-wrap: wrap; gap: .75rem 1.5rem; align-items: center; margin: 1rem 0; }
.controls[hidden] { display: none; }
.controls p { margin: 0; color: var(--soft); }
input[type="search"] { font: inherit; padding: .25rem .5rem; border: 1px solid var(--soft); border-radius: .375rem; color: inherit; background: var(--page); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.results { list-style: none; margin: 1rem 0; padding: 0; }
.results > li { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; }
.results > li[hidden] { display: none; }
summary { cursor: pointer; padding: .6rem .8rem; overflow-wrap: anywhere; }
details > :not(summary) { margin-left: .8rem; margin-right: .8rem; }
.status { display: inline-block; font-size: .8rem; font-weight: 600; border: 1px solid currentColor; border-radius: 1rem; padding: 0 .6rem; vertical-align: .1em; }
.passed { color: var(--passed); } .failed { color: var(--failed); } .warned { color: var(--warned); }
.notEvaluated { color: var(--notEvaluated); } .error { color: var(--error); }
dl { display: grid; grid-template-columns: 6rem 1fr; gap: .15rem .5rem; margin: .25rem 0 .75rem; }
dd { margin: 0; overflow-wrap: anywhere; }
.evidence { columns: 18rem; margin-top: 0; padding: 0 0 .75rem 1rem; }
code { font: .85rem ui-monospace, monospace; overflow-wrap: anywhere; }
.statements { padding-left: 2rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 1.5rem 0 .5rem; }
h3 { font-size: 1rem; margin: 0 0 .25rem; overflow-wrap: anywhere; }
.cards { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); }
.cards > li { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .8rem; }
.cards > li[hidden] { display: none; }
.cards p { font-size: .875rem; overflow-wrap: anywhere; }
.picture { display: block; width: 100%; max-width: 20rem; height: 3.5rem; border-bottom: 1px solid var(--soft); }
.before { fill: var(--bar); background: var(--bar); }
.now { fill: none; stroke: var(--focus); stroke-width: 1.5; border: 2px solid var(--focus); }
.key { display: inline-block; width: .8em; height: .8em; }
.alerts { margin: 0 0 .5rem; padding-left: 1.1rem; font-size: .875rem; }
meter { width: 6rem; vertical-align: middle; }
@media print { .controls { display: none; } }
`;

/** The behaviour of the HTML report: it hides what search and filter leave out; `/` goes to the search, Escape empties it. */
export const PAGE_SCRIPT = `
const search = document.getElementById("search"), only = document.getElementById("only");
const items = [...document.querySelectorAll(".results > li")], cards = [...document.querySelectorAll(".cards > li")];
document.querySelector(".controls").hidden = false;
function filter() {
  const words = search.value.toLowerCase();
  let shown = 0;
  for (const item of items) {
    item.hidden = (only.checked && item.dataset.status === "passed") || !item.textContent.toLowerCase().includes(words);
    if (!item.hidden) shown += 1;
  }
  for (const card of cards)
    card.hidden = (only.checked && card.dataset.clean === "true") || !card.textContent.toLowerCase().includes(words);
  document.getElementById("shown").textContent = shown + " of " + items.length + " checks";
}
search.addEventListener("input", filter);
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && event.target !== search) { event.preventDefault(); search.focus(); }
  else if (event.key === "Escape" && event.target === search) { search.value = ""; filter(); }
});
only.addEventListener("change", filter);
filter();
`;
