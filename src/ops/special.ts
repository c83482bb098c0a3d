/*
 * The error function and its complement, after `s_erf.c` of FreeBSD's msun (fdlibm): rational approximations on four
 * ranges, each within one unit in the last place.
 *
 * ====================================================
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 *
 * Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this
 * software is freely granted, provided that this notice
 * is preserved.
 * ====================================================
 */

/** erf(1), rounded to a number of few bits. */
const ERX = 0.8450629115104675;
/** |x| < 0.84375: erf(x)/x − 1 ≈ PP(x²)/QQ(x²). */
const PP = [
  0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442,
  -2.3763016656650163e-5,
];
const QQ = [
  1, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164,
  -3.960228278775368e-6,
];
/** 0.84375 ≤ |x| < 1.25: erf(1 + s) − ERX ≈ PA(s)/QA(s). */
const PA = [
  -0.0023621185607526594, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175, -0.11089469428239668,
  0.035478304325618236, -0.002166375594868791,
];
const QA = [
  1, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164, 0.01363708391202905,
  0.011984499846799107,
];
/** 1.25 ≤ |x| < 1/0.35: ln(x·erfc(x)) + x² + 0.5625 ≈ RA(1/x²)/SA(1/x²). */
const RA = [
  -0.009864944034847148, -0.6938585727071818, -10.558626225323291, -62.375332450326006, -162.39666946257347,
  -184.60509290671104, -81.2874355063066, -9.814329344169145,
];
const SA = [
  1, 19.651271667439257, 137.65775414351904, 434.56587747522923, 645.3872717332679, 429.00814002756783,
  108.63500554177944, 6.570249770319282, -0.0604244152148581,
];
/** The same for 1/0.35 ≤ |x| < 28. */
const RB = [
  -0.0098649429247001, -0.799283237680523, -17.757954917754752, -160.63638485582192, -637.5664433683896,
  -1025.0951316110772, -483.5191916086514,
];
const SB = [
  1, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955, 2553.0504064331644,
  474.52854120695537, -22.44095244658582,
];

/** The error function 2/√π·∫₀ˣ e^(−t²) dt. */
export function erf(x: number): number {
  const a = Math.abs(x);
  if (a < 0.84375) return x + x * ratio(PP, QQ, x * x);
  if (a < 1.25) return Math.sign(x) * (ERX + ratio(PA, QA, a - 1));
  if (a >= 6) return Math.sign(x);
  return Math.sign(x) * (1 - tail(a));
}

/** The complement 1 − erf(x), without the loss of digits where erf is near 1: erfc(10) is 2.09e-45. */
export function erfc(x: number): number {
  const a = Math.abs(x);
  if (a < 0.84375) {
    const r = ratio(PP, QQ, x * x);
    // Past 1/4 the difference from 1/2 has more digits than the difference from 1.
    return x < 0.25 ? 1 - (x + x * r) : 0.5 - (x - 0.5 + x * r);
  }
  if (a < 1.25) {
    const r = ratio(PA, QA, a - 1);
    return x > 0 ? 1 - ERX - r : 1 + (ERX + r);
  }
  if (x >= 28) return 0;
  if (x < -6) return 2;
  return x > 0 ? tail(a) : 2 - tail(a);
}

/** erfc for 1.25 ≤ x < 28. e^(−x²) is split at a short number z near x, whose square is exact. */
function tail(x: number): number {
  const s = 1 / (x * x);
  const r = x < 1 / 0.35 ? ratio(RA, SA, s) : ratio(RB, SB, s);
  const z = Math.fround(x);
  return (Math.exp(-z * z - 0.5625) * Math.exp((z - x) * (z + x) + r)) / x;
}

function ratio(top: readonly number[], bottom: readonly number[], x: number): number {
  return horner(top, x) / horner(bottom, x);
}

function horner(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + (coefficients[i] as number);
  return sum;
}
