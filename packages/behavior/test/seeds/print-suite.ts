import { changeNames, column, defineSuite, editor, english, increases, serializeSuite, typos } from "@mlsys/behavior";
import type { ScorePrediction } from "@mlsys/behavior";

const randomState = Number(process.argv[2]);
const { template } = editor({ lexicons: english(), randomState });
const people = template("{firstName} is {a:adj} person.", { adj: ["honest", "busy"] }).sample(200);
const words = defineSuite(
  "words",
  (t) => {
    t.inv("typos", { from: people, perturb: typos({ results: 3 }) });
    t.inv("names", { from: people, perturb: changeNames() });
  },
  { randomState },
);
const rows = defineSuite<{ readonly x: number }, ScorePrediction>(
  "rows",
  (t) => {
    const from = Array.from({ length: 50 }, (_, x) => ({ x }));
    t.dir("jitter", { from, perturb: column("x").jitter(), expect: increases() });
  },
  { randomState },
);
process.stdout.write(serializeSuite(words) + serializeSuite(rows));
