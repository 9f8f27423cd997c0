import { Matrix } from "@mlsys/core";
import type { RandomState } from "@mlsys/core";

/** Rows with a single 1, each in a column that is given. */
export function onesAt(places: Int32Array, width: number): Matrix {
  const result = new Matrix(places.length, width);
  places.forEach((place, i) => (result.data[i * width + place] = 1));
  return result;
}

/** Rows with a single 1, in columns drawn by the shares: NumPy's `multinomial(1, shares)`, number for number. */
export function drawOnes(generator: RandomState, classShares: Float64Array, rows: number): Matrix {
  const k = classShares.length;
  const result = new Matrix(rows, k);
  for (let i = 0; i < rows; i++) {
    let rest = 1;
    let chosen = k - 1;
    for (let c = 0; c < k - 1; c++) {
      if (drawOnce(generator, (classShares[c] as number) / rest)) {
        chosen = c;
        break;
      }
      rest -= classShares[c] as number;
    }
    result.data[i * k + chosen] = 1;
  }
  return result;
}

/** NumPy's `binomial(1, share)`, by inversion of the rarer outcome. */
function drawOnce(generator: RandomState, share: number): boolean {
  const isFlipped = share > 0.5;
  const p = isFlipped ? 1 - share : share;
  if (p === 0) return isFlipped;
  const q = 1 - p;
  const noHit = Math.exp(Math.log(q));
  let drawn = generator.randomSample(1)[0] as number;
  let hits = 0;
  let probability = noHit;
  while (drawn > probability) {
    hits += 1;
    if (hits > 1) {
      hits = 0;
      probability = noHit;
      drawn = generator.randomSample(1)[0] as number;
    } else {
      drawn -= probability;
      probability = (p * probability) / q;
    }
  }
  return (hits === 1) !== isFlipped;
}
