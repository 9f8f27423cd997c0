import { checkSuite, isBetween, isNotNull, isUnique } from "@mlsys/checks";

const rows = Array.from({ length: 100 }, (_, i) => ({ id: i, amount: i / 7 }));
const suite = checkSuite("payments", [isNotNull("amount"), isUnique("id"), isBetween("amount", { min: 0 })]);
const report = await suite.run(rows);
process.exitCode = report.passed ? 0 : 1;
