import { mkdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Command } from "commander";
import writeFileAtomic from "write-file-atomic";
import { loadCatalog } from "../../model/load";
import { familyPage } from "../../page/family-page";
import { givenPlan, NotAPlan } from "../../page/given-plan";
import { bundleSite } from "../../page/bundle-site";
import { pageHtml } from "../../page/page-html";
import type { StackPlan } from "../../page/page-model";
import { catalogDirectory, requireFamily } from "../catalog";
import { synthesizedResources } from "../terraform/synthesized";
import { UserError } from "../user-error";
import { servePage } from "./serve-page";

interface Options {
  readonly out?: string;
  readonly serve?: true;
  readonly plan?: string;
}

/** `sigma page`: the family as a page to look at, one file that opens from anywhere. */
export function pageCommand(): Command {
  return new Command("page")
    .description("Writes the family as a page to look at: products, environments, databases, calls, approvers, exceptions, budget")
    .option("--out <folder>", "where index.html is written")
    .option("--serve", "shows it on this machine alone, until Ctrl-C")
    .option("--plan <file>", "also what a plan would change: the output of `sigma plan --json`")
    .action(async ({ out, serve, plan }: Options, command: Command) => {
      if (out === undefined && serve !== true)
        throw new UserError("nothing to do: name a folder with --out <folder>, or look at it with --serve");
      const html = await familyHtml(command, plan);
      if (out !== undefined) process.stdout.write(`${write(resolve(out), html)}\n`);
      if (serve === true) await servePage(html, (address) => void process.stdout.write(`${address} (Ctrl-C ends it)\n`));
    });
}

async function familyHtml(command: Command, planFile: string | undefined): Promise<string> {
  const plan = planFile === undefined ? null : requirePlan(planFile);
  const family = requireFamily(command);
  const { unconfirmed } = loadCatalog(catalogDirectory(command));
  const model = familyPage({ family, resources: synthesizedResources(family), unconfirmed, plan, madeAt: new Date() });
  return pageHtml(model, await bundleSite());
}

function requirePlan(file: string): readonly StackPlan[] {
  try {
    return givenPlan(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof NotAPlan)
      throw new UserError(`${file} is no plan: ${error.message}; write it with sigma plan --json > ${relative(process.cwd(), file)}`);
    if ((error as NodeJS.ErrnoException).code === "ENOENT")
      throw new UserError(`${file} is not there; write it with sigma plan --json > ${file}`);
    throw error;
  }
}

/** Returns the address of the written page. */
function write(folder: string, html: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "index.html");
  writeFileAtomic.sync(file, html);
  return pathToFileURL(file).href;
}
