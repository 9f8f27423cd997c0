export { sourceContract } from "./source-contract.ts";
export type { SourceAbilities, SourceContractCase } from "./source-contract.ts";
export type { ContractTable, ContractType } from "./contract-table.ts";
