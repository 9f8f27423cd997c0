/** A number with fixed digits as Python prints it: from the exact binary value, ties to the even digit. */
export function fixed(value: number, digits: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  return isTie(value, digits) ? roundedToEven(value, digits) : value.toFixed(digits);
}

/** A float in its shortest spelling, as Python prints it. */
export function floatText(value: number): string {
  if (!Number.isFinite(value)) return fixed(value, 0);
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e16)) {
    return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** Exactly half-way between two decimals is only a number whose last bit stands right behind them. */
function isTie(value: number, digits: number): boolean {
  const scaled = Math.abs(value) * 2 ** (digits + 1);
  return Number.isSafeInteger(scaled) && scaled % 2 === 1;
}

function roundedToEven(value: number, digits: number): string {
  const doubled = BigInt(Math.abs(value) * 2 ** (digits + 1)) * 5n ** BigInt(digits);
  const below = (doubled - 1n) / 2n;
  const even = below % 2n === 0n ? below : below + 1n;
  const text = even.toString().padStart(digits + 1, "0");
  const sign = value < 0 ? "-" : "";
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
