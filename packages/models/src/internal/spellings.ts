import { oneOf } from "@mlsys/core";
import type { OptionRule } from "@mlsys/core";

/** A literal of scikit-learn in camel case. */
export type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

/** A literal of scikit-learn, as it is or in camel case. */
export type EitherSpelling<Name extends string> = Name | CamelCase<Name>;

/** One of scikit-learn's literals, with underscores or in camel case. */
export function eitherSpelling<const Name extends string>(...names: readonly Name[]): OptionRule<EitherSpelling<Name>> {
  const all = new Set(names.flatMap((name) => [name, camelCase(name)]));
  return oneOf(...all) as OptionRule<EitherSpelling<Name>>;
}

/** scikit-learn's spelling of a literal. */
export function withUnderscores<Name extends string>(name: EitherSpelling<Name>): Name {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) as Name;
}

function camelCase(name: string): string {
  return name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
