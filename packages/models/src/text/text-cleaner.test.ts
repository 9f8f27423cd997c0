import { modelFromJSON, ModelsError, multinomialNB, pipeline, textCleaner, tfidfVectorizer } from "@mlsys/models";
import { describe, expect, it } from "vitest";

describe("textCleaner", () => {
  it("removes all 32 punctuation characters of ASCII and no others", () => {
    const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join("");
    const [cleaned = ""] = textCleaner({ lowercase: false }).fitTransform([ascii + "„é–"]);
    expect(cleaned).toBe(" 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz„é–");
  });

  it("does only what it is asked for", () => {
    const text = "  Up 2.1 %\tAGAIN ";
    const clean = (options: Parameters<typeof textCleaner>[0]): string[] => textCleaner(options).fitTransform([text]);
    expect(clean({ lowercase: false, removePunctuation: false })).toEqual([text]);
    expect(clean({ collapseSpaces: true })).toEqual(["up 21 again"]);
  });

  it("travels with the pipeline that it begins", () => {
    const model = pipeline(textCleaner(), tfidfVectorizer(), multinomialNB()).fit(
      ["Profit ROSE.", "Profit fell!"],
      ["up", "down"],
    );
    const read = modelFromJSON<typeof model>(model.toJSON());
    expect(read.predict(["r.o.s.e", "F-E-L-L"])).toEqual(["up", "down"]);
  });

  it("names the document that is no text", () => {
    expect(() => textCleaner().fitTransform(["a", 3 as never])).toThrow(ModelsError);
    expect(() => textCleaner().fitTransform("a")).toThrow(/put the one document into an array/);
  });
});
