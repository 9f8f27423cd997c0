import {
  column,
  decreases,
  defineSuite,
  editor,
  english,
  equals,
  fromLabels,
  fromModel,
  fromProba,
  increases,
  invariant,
  isOneOf,
  notEquals,
  runSuite,
  typos,
} from "@mlsys/behavior";
import type {
  Cases,
  ClassPrediction,
  LabelPrediction,
  Predictor,
  ScorePrediction,
  Suite,
  TemplateKeys,
} from "@mlsys/behavior";
import { expectTypeOf, test } from "vitest";

type Sentiment = "negative" | "neutral" | "positive";
type News = ClassPrediction<Sentiment>;
interface Flat {
  readonly rooms: number;
  readonly host: string;
}

test("a template's keys are those of its tags", () => {
  expectTypeOf<TemplateKeys<"{The} {noun} {be} {a:adj} one.">>().toEqualTypeOf<"The" | "noun" | "be" | "adj">();
  expectTypeOf<TemplateKeys<"{w1} {w2} {p.name} {q[0]} {{x}} {a:cap:z9}">>().toEqualTypeOf<"w" | "p" | "q" | "z">();
  expectTypeOf<TemplateKeys<["{a}", { b: "{b}" }]>>().toEqualTypeOf<"a" | "b">();
});

test("a template takes its keys and no others", () => {
  const { template } = editor({ lexicons: english() });
  expectTypeOf(template("{x}", { x: ["a"] })).toEqualTypeOf<Cases<string>>();
  expectTypeOf(template(["{x}", "{x}!"], { x: ["a"] }).label("positive")).toEqualTypeOf<
    Cases<[string, string], "positive">
  >();
  template("{positive} {month}");
  // @ts-expect-error -- a misspelt key
  template("{noun}", { nuon: ["a"] });
  // @ts-expect-error -- a key without fill-ins, which no lexicon has
  template("{noun} {positive}", {});
});

test("labels are those of the predictions", () => {
  const { template } = editor();
  const cases = template("{x}", { x: ["a"] });
  defineSuite<string, News>("s", (t) => {
    t.mft("right", { cases: cases.label("positive"), expect: equals("label") });
    t.mft("constants", { cases: ["a"], expect: isOneOf(["neutral", "positive"]) });
    // @ts-expect-error -- a label that the predictions do not have
    t.mft("wrong", { cases: cases.label("postive") });
    // @ts-expect-error -- the same, written out
    t.mft("wrong", { cases: [{ input: "a", label: "postive" }] });
    // @ts-expect-error -- a class that does not exist
    t.mft("wrong", { cases: ["a"], expect: notEquals("postive") });
    // @ts-expect-error -- a class whose probability does not exist
    t.dir("wrong", { cases: [["a", "b"]], expect: increases("postive") });
  });
});

test("probabilities are only expected of predictors that give them", () => {
  defineSuite<string, LabelPrediction<Sentiment>>("s", (t) => {
    t.inv("labels", { cases: [["a", "b"]], expect: invariant() });
    // @ts-expect-error -- there are no probabilities
    t.dir("wrong", { cases: [["a", "b"]], expect: increases("positive") });
  });
  defineSuite<Flat, ScorePrediction>("s", (t) => {
    t.dir("numbers", { from: [], perturb: column("rooms").add(1), expect: decreases() });
    // @ts-expect-error -- numbers have no classes
    t.dir("wrong", { from: [], perturb: column("rooms").add(1), expect: decreases("positive") });
  });
});

test("columns are those of the rows", () => {
  defineSuite<Flat, ScorePrediction>("s", (t) => {
    // @ts-expect-error -- a column that does not exist
    t.inv("wrong", { from: [], perturb: column("roms").add(1) });
    // @ts-expect-error -- a perturbation of text
    t.inv("wrong", { from: [], perturb: typos() });
    // @ts-expect-error -- a column that does not exist
    t.sweep("wrong", { from: [], column: "roms", grid: [1, 2], expect: decreases() });
  });
  defineSuite<Readonly<Record<string, unknown>>, ScorePrediction>("rows of unknown columns take any", (t) => {
    t.inv("any", { from: [], perturb: column("roms").add(1) });
  });
  defineSuite<string, News>("s", (t) => {
    // @ts-expect-error -- texts have no columns
    t.inv("wrong", { from: [], perturb: column("rooms").add(1) });
    // @ts-expect-error -- a directional test needs an expectation
    t.dir("wrong", { cases: [["a", "b"]] });
    // @ts-expect-error -- perturbed or written out, not both
    t.inv("wrong", { from: [], perturb: typos(), cases: [] });
  });
});

test("predictors fit their suite", () => {
  const suite = {} as Suite<string, News>;
  expectTypeOf(fromProba((_: readonly string[]) => [[1]], { classes: ["a", "b"] })).toEqualTypeOf<
    Predictor<string, ClassPrediction<"a" | "b">>
  >();
  expectTypeOf(fromLabels((_: readonly string[]) => ["a" as const])).toExtend<
    Predictor<string, LabelPrediction<"a">>
  >();
  void runSuite(suite, () => ["positive" as const]);
  const model = {
    classes: ["a", "b"] as const,
    predict: (_: string[]) => ["a"],
    predictProba: (_: string[]) => [[1, 0]],
  };
  expectTypeOf(fromModel<string, typeof model>(model)).toEqualTypeOf<Predictor<string, ClassPrediction<"a" | "b">>>();
  const classes: readonly Sentiment[] = ["negative"];
  void runSuite(suite, fromModel({ ...model, classes }, { features: (text: string) => [text] }));
  void runSuite(suite, fromModel({ classes, predict: (_: string[]) => classes }));
  const rent = {} as Suite<Flat, ScorePrediction>;
  const regression = { predict: (X: number[][]) => Float64Array.from(X, ([x = 0]) => x) };
  void runSuite(rent, fromModel(regression, { features: ({ rooms }: Flat) => [rooms] }));
  // @ts-expect-error -- numbers for a suite of classes
  void runSuite(suite, fromModel(regression, { features: (text: string) => [text.length] }));
  void runSuite(suite, (texts) => texts.map(() => ({ label: "neutral" as const, probabilities: [0, 1, 0] })));
  void runSuite(suite, { predict: (_: string[]) => ["neutral"] });
  // @ts-expect-error -- a label that the suite does not know
  void runSuite(suite, () => ["postive" as const]);
  // @ts-expect-error -- rows in place of texts
  void runSuite(suite, (rows: readonly Flat[]) => rows.map(() => "positive" as const));
});
