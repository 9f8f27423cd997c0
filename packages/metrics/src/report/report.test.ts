import { classificationReport, confusionMatrix } from "@mlsys/metrics";
import { toHtml, toMarkdown, toText } from "@mlsys/metrics/report";
import { expect, test } from "vitest";

const report = classificationReport(["<b>", "a|b", "a|b", "<b>"], ["<b>", "<b>", "a|b", "<b>"]);

test("the text is Python's to the character", () => {
  expect(toText(report, { digits: 3 })).toBe(
    [
      "              precision    recall  f1-score   support",
      "",
      "         <b>      0.667     1.000     0.800         2",
      "         a|b      1.000     0.500     0.667         2",
      "",
      "    accuracy                          0.750         4",
      "   macro avg      0.833     0.750     0.733         4",
      "weighted avg      0.833     0.750     0.733         4",
      "",
    ].join("\n"),
  );
});

test("a half is rounded to the even digit, as Python does", () => {
  const even = classificationReport([0, 1, 1, 1, 1, 1, 1, 1], [0, 1, 1, 1, 1, 1, 1, 0]);
  expect(even.accuracy).toBe(0.875);
  expect(toText(even)).toContain("accuracy                           0.88");
  expect(toText(classificationReport([0, 1], [0, 0]), { digits: 0 })).toContain(
    "accuracy                              0  ",
  );
});

test("names of labels cannot break out of Markdown or HTML", () => {
  expect(toMarkdown(report)).toContain(String.raw`| a\|b | 1.00 | 0.50 | 0.67 | 2 |`);
  expect(toHtml(report)).toContain("&lt;b&gt;");
  expect(toHtml(report)).not.toContain("<b>");
});

test("a confusion matrix is rendered too", () => {
  expect(toText(confusionMatrix(["a", "b", "b"], ["a", "b", "a"]))).toBe(
    [
      "Confusion matrix",
      "================",
      "",
      "Rows are true classes, columns predicted ones",
      "",
      "true  a  b",
      "a     1  0",
      "b     1  1",
      "",
    ].join("\n"),
  );
});

test("what is no report is refused", () => {
  expect(() => toText({ kind: "other" } as never)).toThrow("this is no report (toText)");
  expect(() => toText(report, { digits: -1 })).toThrow("digits is not accepted");
});
