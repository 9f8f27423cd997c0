import type { StateValue } from "../persistence/saved-model.ts";
import type { StateReader } from "../persistence/state-reader.ts";
import { ModelsError } from "../models-error.ts";
import type { VectorizerOptions } from "./vectorizer-options.ts";
import { vectorizerSettings } from "./vectorizer-settings.ts";
import type { VectorizerSettings } from "./vectorizer-settings.ts";

/** What `transform` needs of the settings, as state; functions cannot be saved. */
export function settingsState(owner: string, settings: VectorizerSettings): { readonly [key: string]: StateValue } {
  const { analyzer, stripAccents, preprocessor, tokenizer, tokenPattern, stopWords } = settings;
  if ([analyzer, stripAccents, preprocessor, tokenizer].some((each) => typeof each === "function")) {
    throw new ModelsError({
      code: "notSupported",
      what: "a vectoriser with a function among its options cannot be saved",
      where: owner,
      fix: "say it by named options (analyzer, stripAccents, tokenPattern), or prepare the documents before",
    });
  }
  return {
    analyzer: analyzer as string,
    ngramRange: settings.ngramRange,
    stopWords,
    lowercase: settings.lowercase,
    stripAccents: stripAccents as string | null,
    tokenPattern:
      typeof tokenPattern === "string" ? tokenPattern : { source: tokenPattern.source, flags: tokenPattern.flags },
    binary: settings.binary,
  };
}

export function settingsFromState(owner: string, read: StateReader): VectorizerSettings {
  const { tokenPattern, ...others } = read.record("settings");
  return vectorizerSettings(owner, { ...others, tokenPattern: patternFrom(tokenPattern) } as VectorizerOptions, {})
    .settings;
}

function patternFrom(saved: StateValue | undefined): StateValue | RegExp | undefined {
  if (typeof saved !== "object" || saved === null || !("source" in saved)) return saved;
  const { source, flags } = saved;
  return typeof source === "string" && typeof flags === "string" ? new RegExp(source, flags) : undefined;
}
