import { fusedMultiplyAdd as fma } from "./fused-multiply-add.ts";

/**
 * Natural logarithm, to the last bit as the GNU C library (2.28 and newer, on processors with a fused multiply-add) computes it for
 * normal numbers. NumPy's normal variates depend on it: neither `Math.log` nor a correctly rounded logarithm always agrees.
 *
 * Method: x = 2^k · z with z in [0.6875, 1.375); `inverses` holds a number near 1/z for each of 128 equal parts of that interval;
 * log x = k·log 2 - log inverse + log1p(r), with r = z · inverse - 1 and a polynomial for the last. Near 1, a longer polynomial in
 * x - 1 stands alone. The constants and the order of the roundings were read off the compiled GNU C library 2.36 (x86-64).
 *
 * @param x - the number.
 * @returns its natural logarithm; what `Math.log` gives for 0, negative numbers, NaN and infinity.
 * @see the algorithm: `log` of Arm Optimized Routines, which the GNU C library has taken over
 *
 * @example
 * ```ts
 * import { glibcLog } from "@mlsys/core";
 *
 * glibcLog(2); // => Math.LN2
 * ```
 */
export function glibcLog(x: number): number {
  if (!(x >= 2 ** -1022) || x === Infinity) return Math.log(x);
  return x >= 0.9375 && x < 1.064697265625 ? logNearOne(x - 1) : logByTable(x);
}

function logByTable(x: number): number {
  float64[0] = x;
  const offset = (uint32[HIGH_WORD] as number) - BITS_OF_0_6875;
  const k = offset >> 20;
  uint32[HIGH_WORD] = (uint32[HIGH_WORD] as number) - (k << 20);
  const slot = (offset >> 13) & 127;
  logs ??= Float64Array.from(inverses, (inverse) => Math.round(-Math.log(inverse) * 2 ** 43) / 2 ** 43);
  const r = fma(float64[0], inverses[slot] as number, -1);
  const base = fma(k, LN2_HIGH, logs[slot] as number);
  const high = base + r;
  const square = r * r;
  const low = fma(square, -0.5000000000000001, fma(k, LN2_LOW, base - high + r));
  const first = fma(r, -0.2499999999622955, 0.33333333331825593);
  const second = fma(r, -0.16667054827627667, 0.20000304511814496);
  return fma(r * square, fma(second, square, first), low) + high;
}

function logNearOne(r: number): number {
  const square = r * r;
  const cube = r * square;
  const first = fma(square, 0.19999999999320328, fma(r, -0.24999999999998432, 0.3333333333333352));
  const second = fma(square, -0.12499997863982555, fma(r, 0.14285715076560868, -0.16666666669929706));
  const third = fma(square, 0.09181994006195467, fma(r, -0.10000486757818193, 0.11110712032936046));
  const series = fma(fma(fma(cube, -0.08328363062289341, third), cube, second), cube, first);
  // The square of the head is exact, so that r - r²/2 is known to more digits than a double holds.
  const head = fma(-SPLITTER, r, fma(r, SPLITTER, r));
  const high = fma(head * head, -0.5, r);
  const low = fma(-0.5 * (r - head), r + head, fma(head * head, -0.5, r - high));
  return high + fma(series, cube, low);
}

const SPLITTER = 134_217_728;
/** log 2 in two parts; the first has so many zeros at its end that k times it is exact. */
const LN2_HIGH = 0.6931471805598903;
const LN2_LOW = 5.497923018708371e-14;
const BITS_OF_0_6875 = 0x3fe60000;

const float64 = /* @__PURE__ */ new Float64Array(1);
const uint32 = /* @__PURE__ */ new Uint32Array(float64.buffer);
const HIGH_WORD = /* @__PURE__ */ placeOfHighWord();

function placeOfHighWord(): number {
  return new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;
}

/** -log of each inverse, to 43 binary places; made at the first call. */
let logs: Float64Array | undefined;

// prettier-ignore
const inverses = [
  1.4504249240398293, 1.442253508327276, 1.4341736174350004, 1.426183816329995, 1.4182825527052965, 1.4104682921759335,
  1.4027396147468003, 1.3950954438932313, 1.3875338232485754, 1.3800539211058593, 1.3726542695419708, 1.3653332798446802,
  1.358090204587874, 1.3509234892132138, 1.3438320840699889, 1.3368146974742003, 1.329870114677736, 1.322997339161106,
  1.316195352741367, 1.3094628125672239, 1.3027990455471041, 1.2962024229438942, 1.2896726275815547, 1.2832080305745537,
  1.276807885983376, 1.2704714060687552, 1.2641976054949482, 1.257985357514882, 1.2518337750655457, 1.2457421919097305,
  1.2397094966625508, 1.2337348463589233, 1.2278176973028803, 1.2219570190618474, 1.2161519732977757, 1.2104018095009725,
  1.204705805718973, 1.1990631185441964, 1.1934733004462308, 1.1879350812847385, 1.1824481322833125, 1.1770114976921955,
  1.1716248121809465, 1.1662869231674715, 1.1609977486762766, 1.1557563220795803, 1.1505619105480347, 1.1454138888505974,
  1.140311877374656, 1.1352550225747513, 1.1302429094831266, 1.1252747693068048, 1.1203501571039876, 1.1154683327680124,
  1.1106291463292157, 1.1058315813301596, 1.1010752177696026, 1.0963597137952512, 1.0916844827550398, 1.0870487291277784,
  1.082452357388312, 1.0778948225025884, 1.0733751731601076, 1.068893585073351, 1.0644491706655506, 1.0600414846328305,
  1.0556701316181605, 1.051334750556926, 1.0470347288442157, 1.0427699229652954, 1.0385395013738175, 1.034343418940345,
  1.0301811073173315, 1.026052043621297, 1.0219561082336197, 1.0178926505784922, 1.0138614436244586, 1.0098620186501341,
  1.0058938559734134, 1.00195696235014, 0.9961089923088509, 0.9884170338185201, 0.9808429191005297, 0.9733840169987446,
  0.9660377568876556, 0.9588014945307369, 0.9516728569073111, 0.9446494635965822, 0.9377288993026223, 0.9309091073790681,
  0.924187681612722, 0.9175626765599192, 0.9110320403624034, 0.9045935839762024, 0.8982456375922825, 0.8919860966782501,
  0.8858131121185129, 0.879725075760676, 0.8737201372634685, 0.8677966405782273, 0.8619528050060739, 0.8561872354420692,
  0.8504983927816893, 0.8448844572790304, 0.8393442741575965, 0.8338762249349438, 0.8284789320557778, 0.8231510800065832,
  0.8178913903778707, 0.8126984007245374, 0.8075710029460227, 0.8025078881160415, 0.7975077379364331, 0.792569604966373,
  0.7876923641254114, 0.7828746724940998, 0.7781155388790811, 0.7734139557869777, 0.7687687179914933, 0.7641790698041854,
  0.7596438763692399, 0.7551621951078668, 0.7507331780216866, 0.7463557196361751, 0.7420289364869653, 0.7377521537065876,
  0.7335242966002608, 0.729344777457841,
];
