import { Command } from "commander";
import { fleetStatusCommand } from "./fleet-status";
import { fleetUpdateCommand } from "./fleet-update";

/** `sigma fleet`: every repository of the family, seen and kept in step with its scaffold. */
export const fleetCommand = (): Command =>
  new Command("fleet")
    .description("Shows which scaffold every repository has, and proposes what changed in it by pull request")
    .addCommand(fleetStatusCommand())
    .addCommand(fleetUpdateCommand());
