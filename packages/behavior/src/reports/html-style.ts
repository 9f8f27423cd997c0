/** The page's style: two schemes, no outside resource. */
export const HTML_STYLE = `
:root{color-scheme:light dark;--ink:#1d2433;--soft:#596275;--line:#d5dae3;--page:#fff;--card:#f5f7fa;--good:#17663a;--bad:#a3211c;--warn:#7a4b00;--mark:#ffe08a;--markink:#1d2433;--focus:#1a56c4}
@media (prefers-color-scheme:dark){:root{--ink:#e6e9f0;--soft:#a4adbf;--line:#39414f;--page:#14181f;--card:#1d232d;--good:#6fd39a;--bad:#ff9a92;--warn:#f0c060;--mark:#6b5300;--markink:#fff;--focus:#8fb4ff}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:70rem;padding:1.5rem 1rem 4rem;font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page)}
h1{font-size:1.5rem;margin:0 0 .25rem}
h2{font-size:1.15rem;margin:2rem 0 .5rem}
p{margin:.25rem 0}
.soft{color:var(--soft)}
.passed{color:var(--good)}.failed{color:var(--bad)}.warning{color:var(--warn)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{border-bottom:1px solid var(--line);padding:.35rem .75rem;text-align:right;white-space:nowrap}
th:first-child,td:first-child{text-align:left;padding-left:0}
caption{text-align:left}
@media (max-width:36rem){th,td{padding:.35rem .4rem}td .soft{display:block}}
form{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end;margin:1rem 0}
label{display:flex;flex-direction:column;font-size:.85rem;color:var(--soft)}
input,select{font:inherit;color:var(--ink);background:var(--page);border:1px solid var(--soft);border-radius:.3rem;padding:.3rem .5rem;max-width:100%}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
details{border:1px solid var(--line);border-radius:.4rem;margin:.5rem 0;background:var(--card)}
summary{cursor:pointer;padding:.5rem .75rem;display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:baseline}
summary b{font-weight:600;overflow-wrap:anywhere}
.sign{width:1.2em;text-align:center;font-weight:700}
.tag{border:1px solid var(--soft);border-radius:.3rem;font-size:.8rem;padding:0 .35rem;color:var(--soft)}
.rate{margin-left:auto;font-variant-numeric:tabular-nums}
.body{padding:0 .75rem .75rem}
ol{margin:.5rem 0 0;padding-left:1.5rem}
li{margin:.4rem 0}
.line{display:flex;gap:.75rem;align-items:baseline;flex-wrap:wrap}
.told{font:.85rem ui-monospace,monospace;min-width:9rem}
.text{overflow-wrap:anywhere;flex:1 1 20rem}
mark{background:var(--mark);color:var(--markink);border-radius:.15rem;padding:0 .1em}
[hidden]{display:none!important}
`;

/** What makes filter and search work; the page reads in full without it. */
export const HTML_SCRIPT = `
(() => {
  const form = document.querySelector("form"), tests = [...document.querySelectorAll("details[data-verdict]")], told = document.getElementById("told");
  const apply = () => {
    const words = form.search.value.toLowerCase().split(/\\s+/).filter(Boolean), verdict = form.verdict.value, capability = form.capability.value, type = form.type.value;
    let shown = 0;
    for (const test of tests) {
      const data = test.dataset, text = words.length ? test.textContent.toLowerCase() : "";
      const fits = (!verdict || data.verdict === verdict || (verdict === "flagged" && data.flags)) && (!capability || data.capability === capability) && (!type || data.type === type) && words.every((word) => text.includes(word));
      test.hidden = !fits;
      if (fits) shown++;
    }
    told.textContent = shown + " of " + tests.length + " tests shown";
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/INPUT|SELECT/.test(event.target.tagName)) { event.preventDefault(); form.search.focus(); }
  });
  apply();
})();
`;
