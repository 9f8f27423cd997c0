export { checkCommand } from "./check-command.ts";
export type { CheckCommandOptions } from "./check-command.ts";
export { profileCommand } from "./profile-command.ts";
export type { ProfileCommandOptions } from "./profile-command.ts";
export { driftCommand } from "./drift-command.ts";
export type { DriftCommandOptions } from "./drift-command.ts";
export type { CommandIo, ExitCode, OpenData, ReportFormat } from "./command-io.ts";
