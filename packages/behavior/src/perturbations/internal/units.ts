/** A unit of measurement: a quantity in it is `factor * value + offset` in its dimension's base. */
export interface Unit {
  readonly dimension: string;
  readonly factor: number;
  readonly offset?: number;
  /** In full, one and several; none where there is only one way to write it. */
  readonly names?: readonly [one: string, several: string];
  /** What a text in the other system of measurement would use. */
  readonly other?: string;
}

/** Units by their sign; exact by definition, temperatures by their scales. */
export const UNITS: Readonly<Record<string, Unit>> = {
  mm: { dimension: "length", factor: 0.001, names: ["millimeter", "millimeters"], other: "in" },
  cm: { dimension: "length", factor: 0.01, names: ["centimeter", "centimeters"], other: "in" },
  m: { dimension: "length", factor: 1, names: ["meter", "meters"], other: "ft" },
  km: { dimension: "length", factor: 1000, names: ["kilometer", "kilometers"], other: "mi" },
  in: { dimension: "length", factor: 0.0254, other: "cm" },
  ft: { dimension: "length", factor: 0.3048, names: ["foot", "feet"], other: "m" },
  yd: { dimension: "length", factor: 0.9144, names: ["yard", "yards"], other: "m" },
  mi: { dimension: "length", factor: 1609.344, names: ["mile", "miles"], other: "km" },
  g: { dimension: "mass", factor: 0.001, names: ["gram", "grams"], other: "oz" },
  kg: { dimension: "mass", factor: 1, names: ["kilogram", "kilograms"], other: "lb" },
  t: { dimension: "mass", factor: 1000, names: ["tonne", "tonnes"] },
  oz: { dimension: "mass", factor: 0.028349523125, names: ["ounce", "ounces"], other: "g" },
  lb: { dimension: "mass", factor: 0.45359237, names: ["pound", "pounds"], other: "kg" },
  "m²": { dimension: "area", factor: 1, names: ["square meter", "square meters"], other: "ft²" },
  "ft²": { dimension: "area", factor: 0.09290304, names: ["square foot", "square feet"], other: "m²" },
  ha: { dimension: "area", factor: 10_000, names: ["hectare", "hectares"], other: "ac" },
  ac: { dimension: "area", factor: 4046.8564224, names: ["acre", "acres"], other: "ha" },
  ml: { dimension: "volume", factor: 0.001, names: ["milliliter", "milliliters"] },
  l: { dimension: "volume", factor: 1, names: ["liter", "liters"], other: "gal" },
  gal: { dimension: "volume", factor: 3.785411784, names: ["gallon", "gallons"], other: "l" },
  s: { dimension: "time", factor: 1, names: ["second", "seconds"] },
  min: { dimension: "time", factor: 60, names: ["minute", "minutes"] },
  h: { dimension: "time", factor: 3600, names: ["hour", "hours"] },
  d: { dimension: "time", factor: 86_400 },
  "°C": {
    dimension: "temperature",
    factor: 1,
    offset: 273.15,
    names: ["degree Celsius", "degrees Celsius"],
    other: "°F",
  },
  "°F": {
    dimension: "temperature",
    factor: 5 / 9,
    offset: 459.67 * (5 / 9),
    names: ["degree Fahrenheit", "degrees Fahrenheit"],
    other: "°C",
  },
  K: { dimension: "temperature", factor: 1 },
  "%": { dimension: "share", factor: 0.01, names: ["percent", "percent"] },
  share: { dimension: "share", factor: 1 },
  mn: { dimension: "count", factor: 1e6, names: ["million", "million"] },
  bn: { dimension: "count", factor: 1e9, names: ["billion", "billion"] },
};

/** A quantity in another unit of its dimension. */
export function converted(value: number, from: Unit, to: Unit): number {
  const base = value * from.factor + (from.offset ?? 0);
  return (base - (to.offset ?? 0)) / to.factor;
}
