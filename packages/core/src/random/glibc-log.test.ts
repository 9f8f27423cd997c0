import { expect, it } from "vitest";
import { glibcLog } from "./glibc-log.ts";

it("is the C library's logarithm where that differs from the correctly rounded one", () => {
  const reference = [
    [0.3535348626679904, -1.0397731770995386],
    [0.6996231823995839, -0.3572133997377775],
    [0.9372449468869547, -0.06481061480561108],
    [0.973427121122893, -0.02693231971194675],
    [0.99048263384244, -0.009562945715616038],
  ] as const;
  expect(reference.map(([x]) => glibcLog(x))).toEqual(reference.map(([, log]) => log));
});

it("agrees with Math.log on special values", () => {
  for (const x of [0, 1, Infinity, NaN, -1, 5e-324]) expect(glibcLog(x)).toBe(Math.log(x));
});
