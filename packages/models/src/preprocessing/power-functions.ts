/** The families of power transformations. */
export type PowerMethod = "yeo-johnson" | "box-cox";

/** A number transformed with an exponent. */
export function powerOf(x: number, lambda: number, method: PowerMethod): number {
  return powerOfLog(logOfNumber(x, method), lambda, method);
}

/** The logarithm that a power is taken of; Yeo and Johnson's has the sign of the number. */
export function logOfNumber(x: number, method: PowerMethod): number {
  if (method === "box-cox") return Math.log(x);
  return x >= 0 ? Math.log1p(x) : -Math.log1p(-x);
}

/** The same of its logarithm, as {@link logOfNumber} gives it. */
export function powerOfLog(log: number, lambda: number, method: PowerMethod): number {
  return method === "box-cox" || log >= 0 ? boxCox(log, lambda) : -boxCox(-log, 2 - lambda);
}

/** (e^(λ·log) − 1) / λ, and its limit where λ is 0. */
export function boxCox(log: number, lambda: number): number {
  return Math.abs(lambda) < Number.EPSILON ? log : Math.expm1(lambda * log) / lambda;
}

/** The number that {@link powerOf} transforms into the given one. */
export function rootOf(y: number, lambda: number, method: PowerMethod): number {
  if (method === "box-cox") return Math.exp(logOf(y, lambda));
  if (y >= 0) return Math.expm1(logOf(y, lambda));
  return -Math.expm1(logOf(-y, 2 - lambda));
}

function logOf(y: number, lambda: number): number {
  return Math.abs(lambda) < Number.EPSILON ? y : Math.log1p(lambda * y) / lambda;
}
