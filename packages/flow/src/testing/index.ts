export { storeContract } from "./store-contract.ts";
export type { ContractCase } from "./store-contract.ts";
