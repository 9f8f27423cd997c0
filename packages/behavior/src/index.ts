// Suites
export { defineSuite } from "./suite/define-suite.ts";
export type {
  DefineSuiteOptions,
  DirOptions,
  InvOptions,
  LabelledInput,
  MftOptions,
  OrderOptions,
  PairSource,
  ParityOptions,
  SuiteBuilder,
  SweepOptions,
  TestOptions,
} from "./suite/define-suite.ts";
export { failRateOf } from "./suite/parity.ts";
export type { FailRateOf } from "./suite/parity.ts";
export type {
  Aggregate,
  AnySuite,
  AnyTest,
  BehaviorTest,
  Gate,
  GateRule,
  Grid,
  Severity,
  Suite,
  TestCase,
  TestSelection,
  TestType,
} from "./suite/behavior-test.ts";

// Running
export { runSuite } from "./running/run-suite.ts";
export type { PredictionCache } from "./running/predict-through-cache.ts";
export type { RunSuiteOptions } from "./running/run-suite.ts";
export type {
  BatchError,
  BehaviorReport,
  CapabilityCell,
  CaseResult,
  Determinism,
  FailedCase,
  FailRate,
  GroupComparison,
  GroupReport,
  ReportSummary,
  RunEnvironment,
  TestCounts,
  TestFlag,
  TestReport,
} from "./results/behavior-report.ts";

// Predictors
export { fromLabels, fromModel, fromProba, fromScores } from "./predictors/predictor.ts";
export { fromFile } from "./predictors/from-file.ts";
export type { FromFileOptions, PredictionFileFormat } from "./predictors/from-file.ts";
export { fromHttp } from "./predictors/from-http.ts";
export type { FromHttpOptions } from "./predictors/from-http.ts";
export { toRawExamples, writeRawExamples } from "./predictors/raw-examples.ts";
export type {
  FromModelOptions,
  ModelLike,
  PredictContext,
  PredictionOf,
  Predictor,
  PredictorInput,
} from "./predictors/predictor.ts";
export type {
  ClassKey,
  ClassPrediction,
  Label,
  LabelOf,
  LabelPrediction,
  Prediction,
  RawPrediction,
  ScorePrediction,
  TagsPrediction,
} from "./predictors/prediction.ts";

// Templates and words
export { editor } from "./templates/editor.ts";
export type { Editor, EditorOptions, MaskedOptions } from "./templates/editor.ts";
export type { TemplateOptions } from "./templates/fill-template.ts";
export type { Lexicons } from "./templates/lexicons.ts";
export { Cases, isCases } from "./templates/cases.ts";
export type { CaseEntry, FillMap } from "./templates/cases.ts";
export type { Filled, FillIn, FillInList, FillIns, TemplateKeys, TemplateShape } from "./templates/template-keys.ts";
export { articleFor } from "./templates/article.ts";
export { pluralOf } from "./templates/plural.ts";
export { weighted } from "./templates/weighted.ts";
export type { WeightedList } from "./templates/weighted.ts";
export { english } from "./lexicons/english.ts";
export type { EnglishLexicons } from "./lexicons/english.ts";

// Masks
export { maskFillerFromHttp } from "./masks/mask-filler.ts";
export type { MaskFiller, MaskSuggestion } from "./masks/mask-filler.ts";
export { suggest, suggestReplace } from "./masks/suggest.ts";
export type { SuggestOptions } from "./masks/suggest.ts";

// Perturbations
export { perturb } from "./suite/perturb.ts";
export type { Inputs, PerturbedCase, PerturbOptions } from "./suite/perturb.ts";
export type {
  CellEdit,
  Edit,
  Perturb,
  Perturbation,
  PerturbationOf,
  Perturbed,
  RandomSource,
  TextEdit,
  TextPerturbationOptions,
} from "./perturbations/perturbation.ts";
export { changeCase } from "./perturbations/change-case.ts";
export type { ChangeCaseOptions, LetterCase } from "./perturbations/change-case.ts";
export { changeLocations } from "./perturbations/locations.ts";
export type { ChangeLocationsOptions } from "./perturbations/locations.ts";
export { changeNames } from "./perturbations/names.ts";
export type { ChangeNamesOptions } from "./perturbations/names.ts";
export { changeNumbers } from "./perturbations/numbers.ts";
export type { ChangeNumbersOptions } from "./perturbations/numbers.ts";
export { column } from "./perturbations/column.ts";
export type { ColumnPerturbations, RowPerturbation } from "./perturbations/column.ts";
export { compose, someOf } from "./perturbations/compose.ts";
export { contractions } from "./perturbations/contractions.ts";
export type { ContractionsOptions } from "./perturbations/contractions.ts";
export { customPerturbation } from "./perturbations/custom.ts";
export { changeDates } from "./perturbations/dates.ts";
export type { ChangeDatesOptions } from "./perturbations/dates.ts";
export { changeEmoji } from "./perturbations/emoji.ts";
export type { ChangeEmojiOptions, EmojiChange } from "./perturbations/emoji.ts";
export { changeGender } from "./perturbations/gender.ts";
export { urlsAndHandles } from "./perturbations/handles.ts";
export type { UrlsAndHandlesOptions } from "./perturbations/handles.ts";
export { lookAlikes } from "./perturbations/look-alikes.ts";
export type { LookAlikesOptions } from "./perturbations/look-alikes.ts";
export { numbersInWords } from "./perturbations/numbers-in-words.ts";
export { changeSpelling } from "./perturbations/spelling.ts";
export type { ChangeSpellingOptions } from "./perturbations/spelling.ts";
export { addNegation, removeNegation } from "./perturbations/negation.ts";
export { prefix, suffix } from "./perturbations/phrases.ts";
export type { PhraseOptions } from "./perturbations/phrases.ts";
export { punctuation } from "./perturbations/punctuation.ts";
export { replace } from "./perturbations/replace.ts";
export type { ReplaceOptions } from "./perturbations/replace.ts";
export { typos } from "./perturbations/typos.ts";
export type { TypoKind, TyposOptions } from "./perturbations/typos.ts";
export { changeUnits } from "./perturbations/units.ts";
export type { ChangeUnitsOptions, UnitChange } from "./perturbations/units.ts";
export { whitespace } from "./perturbations/whitespace.ts";

// Expectations
export { decreases, increases, notDecreasing, notIncreasing } from "./expectations/change.ts";
export type { ChangeOptions, ToleranceOptions } from "./expectations/change.ts";
export { and, not, ofOriginal, or, when } from "./expectations/combine.ts";
export { customExpectation } from "./expectations/custom.ts";
export type { CustomView } from "./expectations/custom.ts";
export { equals, isOneOf, notEquals } from "./expectations/equals.ts";
export type { CaseView, Expectation, ExpectationData, Judge, Json, WithProba } from "./expectations/expectation.ts";
export { invariant } from "./expectations/invariant.ts";
export type { InvariantOptions } from "./expectations/invariant.ts";
export { isClose } from "./expectations/is-close.ts";
export type { IsCloseOptions } from "./expectations/is-close.ts";
export { monotonic } from "./expectations/monotonic.ts";
export type { MonotonicOptions } from "./expectations/monotonic.ts";
export { ordered } from "./expectations/ordered.ts";
export type { OrderedBy } from "./expectations/ordered.ts";
export { inRange } from "./expectations/range.ts";
export type { RangeOptions } from "./expectations/range.ts";
export { sameTags } from "./expectations/same-tags.ts";
export type { SameTagsOptions } from "./expectations/same-tags.ts";
export { scoreChange } from "./expectations/score-change.ts";
export type { ScoreChangeOptions } from "./expectations/score-change.ts";

// Scanning for what nobody wrote a test for
export { scan } from "./scanning/scan.ts";
export type { ScanOptions } from "./scanning/scan.ts";
export type { ScanFinding, ScanReport } from "./scanning/scan-report.ts";

// Shrinking failures
export { shrinkFailures } from "./shrinking/shrink-failures.ts";
export type { ShrinkOptions, ShrunkFailure } from "./shrinking/shrink-failures.ts";

// Comparing runs
export { compareRuns } from "./comparing/compare-runs.ts";
export type { CaseReference, CompareRunsOptions, RunComparison, TestComparison } from "./comparing/compare-runs.ts";
export { baselineOf, compareWithBaseline } from "./comparing/baseline.ts";
export type { Baseline, BaselineComparison } from "./comparing/baseline.ts";

// Suites as files
export { serializeSuite } from "./serializing/serialize-suite.ts";
export { importCheckList } from "./checklist/import-checklist.ts";
export type { ImportCheckListOptions, ImportedSuite, UnmappedExpectation } from "./checklist/import-checklist.ts";
export { parseSuite } from "./serializing/parse-suite.ts";
export type { ParseSuiteOptions } from "./serializing/parse-suite.ts";

// Statistics
export { adjustPValues } from "./statistics/adjust-p-values.ts";
export type { Correction } from "./statistics/adjust-p-values.ts";
export { fisherTest } from "./statistics/fisher.ts";
export { mcNemarTest } from "./statistics/mcnemar.ts";
export { clopperPearsonInterval, wilsonInterval } from "./statistics/intervals.ts";
export type { Interval } from "./statistics/intervals.ts";

// Errors
export { BehaviorError } from "./errors/behavior-error.ts";
export type { BehaviorErrorCode } from "./errors/behavior-error.ts";
