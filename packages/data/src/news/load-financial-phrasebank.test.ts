import { DataError, loadFinancialPhrasebank } from "@mlsys/data";
import { describe, expect, it } from "vitest";

describe("loadFinancialPhrasebank", () => {
  it("takes the last @ as the separator, and any line ends", async () => {
    const news = await loadFinancialPhrasebank({ text: "a@b .@neutral\r\n\r\nup .@positive" });
    expect(news.toRows()).toEqual([
      { sentence: "a@b .", label: "neutral" },
      { sentence: "up .", label: "positive" },
    ]);
  });

  it("reads the released files' encoding", async () => {
    const bytes = Uint8Array.of(0xc4, 0x40, ...Buffer.from("neutral\n"));
    expect((await loadFinancialPhrasebank({ bytes })).row(0).sentence).toBe("Ä");
  });

  it.each([
    ["up\n", "a line has no label (news.txt, line 1)"],
    ["a@neutral\nb@good\n", "a label is unknown (news.txt, line 2)"],
    ["", "there is nothing to read (news.txt)"],
  ])("says what is wrong in %j, and where", async (text, message) => {
    const loading = loadFinancialPhrasebank({ text, name: "news.txt" });
    await expect(loading).rejects.toThrow(DataError);
    await expect(loading).rejects.toThrow(message);
  });
});
