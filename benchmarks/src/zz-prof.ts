import { linearSVC, logisticRegression, sgdClassifier, tfidfVectorizer } from "@mlsys/models";
import { makeCorpus } from "./corpus.ts";
const corpus = makeCorpus(45000, 0);
const X = tfidfVectorizer().fitTransform(corpus.sentences) as any;
const what: any = { svc: () => linearSVC().fit(X, corpus.labels), log: () => logisticRegression({ maxIter: 1000 }).fit(X, corpus.labels), sgd: () => sgdClassifier({ randomState: 0 }).fit(X, corpus.labels) };
for (const name of process.argv.slice(2)) for (let i = 0; i < 8; i++) { const t = performance.now(); const m = what[name](); console.log(name, Math.round(performance.now() - t), m.nIter); }
