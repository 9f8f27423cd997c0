import { column, perturb } from "@mlsys/behavior";
import { Table } from "@mlsys/core";
import { describe, expect, it } from "vitest";

const rows = [
  { rooms: 2, city: "Oslo" },
  { rooms: 3, city: "Rome" },
  { rooms: 4, city: "Oslo" },
];

describe("a column", () => {
  it.each([
    ["add", column("rooms").add(1), 3],
    ["scale", column("rooms").scale(10), 20],
    ["set", column("rooms").set(9), 9],
    ["missing", column("rooms").missing(), null],
    ["map", column("rooms").map((value: number) => value ** 3), 8],
  ])("%s", (_, perturbation, rooms) => {
    expect(perturb(rows, perturbation)[0]?.inputs).toEqual([rows[0], { rooms, city: "Oslo" }]);
  });

  it.each([
    [2, "m", "ft", 2 / 0.3048],
    [20, "°C", "°F", 68],
    [2, "%", "share", 0.02],
    [3, "bn", "mn", 3000],
  ])("changeUnit takes %d %s for %s", (rooms, from, to, wanted) => {
    const [changed] = perturb([{ rooms }], column("rooms").changeUnit(from, to));
    expect(Math.abs((changed?.inputs[1]?.rooms ?? NaN) - wanted)).toBeLessThan(1e-12 * wanted);
  });

  it("changeUnit refuses units that are none, or do not go together", () => {
    expect(() => column("rooms").changeUnit("km", "kg")).toThrow(/a length is no mass/);
    expect(() => column("rooms").changeUnit("kn", "mi")).toThrow(/did you mean "km"|known are/);
  });

  it("says what was changed", () => {
    expect(perturb(rows, column("rooms").add(1))[0]?.edits).toEqual([[], [{ column: "rooms", from: 2, to: 3 }]]);
  });

  it("leaves out rows where nothing would change", () => {
    expect(perturb(rows, column("city").set("Oslo")).length).toBe(1);
    expect(perturb(rows, column("rooms").add(0))).toEqual([]);
  });

  it("permute gives a value of another row that differs", () => {
    const cases = perturb(rows, column("city").permute());
    expect(cases.map(({ inputs }) => inputs[1]?.city)).toEqual(["Rome", "Oslo", "Rome"]);
  });

  it("jitter stays within its share of the spread", () => {
    for (const { inputs } of perturb(rows, column("rooms").jitter({ spread: 0.5, results: 5 })))
      for (const { rooms } of inputs) expect(Math.abs(rooms - (inputs[0]?.rooms ?? 0))).toBeLessThanOrEqual(0.5);
  });

  it("takes the rows of a table", () => {
    expect(perturb(Table.from(rows), column("rooms").add(1)).length).toBe(3);
  });

  it("that does not exist is refused", () => {
    expect(() => perturb(rows as object[] as Record<string, unknown>[], column("romos").add(1))).toThrow(
      expect.objectContaining({ code: "unknownColumn" }),
    );
  });

  it("exchanges, rounds and leaves the range", () => {
    const homes = [
      { rooms: 2, area: 40.26 },
      { rooms: 4, area: 80 },
    ];
    expect(perturb(homes, column("rooms").swapWith("area"))[0]?.inputs[1]).toEqual({ rooms: 40.26, area: 2 });
    expect(perturb(homes, column("area").round(1)).map(({ inputs }) => inputs[1]?.area)).toEqual([40.3]);
    expect(perturb(homes, column("rooms").outOfRange())[0]?.inputs.map(({ rooms }) => rooms)).toEqual([2, 0, 6]);
    expect(() => perturb(homes, column("rooms").swapWith("price"))).toThrow(
      expect.objectContaining({ code: "unknownColumn" }),
    );
  });
});
