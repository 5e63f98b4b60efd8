import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { parse, stringify } from "yaml";
import { authenticationConfiguration } from "../../../constructs/kubernetes/authentication-configuration";
import { tokenAudience } from "../../../constructs/kubernetes/token-audience";
import type { Deployment, Family, Repository } from "../../../model/family";
import { deployWorkflow } from "../../../workflows/library/deploy";
import { libraryProps } from "../../../workflows/library-props";
import { renderWorkflow } from "../../../workflows/engine/render";
import { callersLibrary, renderRepository } from "../../../scaffolding/render";
import { OidcIssuer } from "../../cluster/support/oidc-issuer";
import { CHARTS } from "../../cluster/support/charts";
import { runJob, type JobRun } from "../../delivery/emitted-job";
import { serve } from "../../delivery/serve";
import type { FrontDoor } from "./front-door";
import type { Image } from "./image";
import { ENVIRONMENT } from "./live-catalog";
import type { LiveCluster } from "./live-cluster";
import { tool } from "./tool";
import { waitFor } from "./wait-for";

/** The library's commit that runs; the cluster admits it. */
const LIBRARY_COMMIT = "c0ffee0000000000000000000000000000000001";

/** Steps of the emitted job that ask GitHub and the registry who made image and chart; test/delivery has them. */
const OF_GITHUB = [
  "Check out",
  "Verify the image",
  "Refuse an older commit",
  "Refuse what has not proven itself",
  "Refuse to go back over a contract step",
];

/** Releases as the workflow `deploy` makes them: the emitted shell, Helm 4, and the identity that GitHub's token gives to the repository's job. */
export class Delivery {
  private constructor(
    private readonly live: LiveCluster,
    private readonly family: Family,
    private readonly front: FrontDoor,
    private readonly issuer: OidcIssuer,
    private readonly home: string,
    private readonly stops: (() => void)[],
  ) {}

  static async start(live: LiveCluster, family: Family, front: FrontDoor): Promise<Delivery> {
    const home = mkdtempSync(join(live.site.folder, "delivery-"));
    mkdirSync(join(home, "bin"));
    symlinkSync(tool("helm4"), join(home, "bin/helm"));
    mkdirSync(join(home, "issuer"));
    const issuer = await OidcIssuer.start(join(home, "issuer"));
    const delivery = new Delivery(live, family, front, issuer, home, [
      () => {
        issuer.stop();
      },
    ]);
    await delivery.admit();
    return delivery;
  }

  stop(): void {
    for (const stop of this.stops) stop();
  }

  /** A token of the repository's deploy job. */
  token(repository: string): string {
    const { organization, github, infraRepository } = this.family;
    return this.issuer.token({
      sub: `repo:${organization}/${repository}:environment:${ENVIRONMENT}`,
      aud: tokenAudience(this.environment.cluster.audience, this.environment.cluster.ca),
      repository: `${organization}/${repository}`,
      repository_id: "1001",
      repository_owner: organization,
      repository_owner_id: String(github.organizationId),
      environment: ENVIRONMENT,
      ref: "refs/heads/main",
      job_workflow_ref: `${organization}/${infraRepository}/.github/workflows/deploy.yml@${LIBRARY_COMMIT}`,
      job_workflow_sha: LIBRARY_COMMIT,
      run_id: "42",
      runner_environment: "github-hosted",
    });
  }

  /** What GitHub's variable DEPLOYMENT says of a repository here. */
  deployment(repository: string): Deployment {
    const known = this.family.repositories[repository]?.environments[ENVIRONMENT]?.deployment;
    if (!known) throw new Error(`${repository} is not deployed to ${ENVIRONMENT}`);
    return known;
  }

  /** Runs the deploy job of one image. */
  async release(
    repository: string,
    image: Image,
    { commit, smokePath }: { readonly commit: string; readonly smokePath?: string },
  ): Promise<JobRun> {
    const chart = this.repository(repository).kind.name === "web-ui" ? "web" : "service";
    const deployment = this.deployment(repository);
    const checkout = this.checkout(repository);
    writeFileSync(join(this.home, ".curlrc"), this.front.curlrc(deployment.host));
    const { port, stop } = await serve((_, response) => {
      response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify({ value: this.token(repository) }));
    });
    try {
      return await runJob({
        text: this.emitted(chart),
        job: `deploy-${ENVIRONMENT}`,
        cwd: checkout,
        environment: {
          PATH: [join(this.home, "bin"), process.env["PATH"]].join(delimiter),
          HOME: this.home,
          CURL_HOME: this.home,
          KUBECACHEDIR: join(this.home, "cache"),
          ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/token?api-version=2.0`,
          ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token",
          GITHUB_REPOSITORY: `${this.family.organization}/${repository}`,
          GITHUB_RUN_ID: "42",
        },
        expressions: {
          "inputs.service": repository,
          "inputs.chart": chart,
          "inputs.values": "infra",
          "inputs.smoke-path || '/healthz'": smokePath ?? "/healthz",
          "needs.image.outputs.image": `${image.name}@${image.digest}`,
          "needs.image.outputs.commit": commit,
          "needs.image.outputs.version": image.name.split(":").at(-1)?.replace(/^v/, "") ?? "",
          "vars.DEPLOYMENT": JSON.stringify(deployment),
          "fromJSON(vars.DEPLOYMENT).namespace": deployment.namespace,
          "github.token": "token",
        },
      });
    } finally {
      stop();
    }
  }

  private get environment() {
    const known = this.family.environments[ENVIRONMENT];
    if (!known) throw new Error(`the family has no environment ${ENVIRONMENT}`);
    return known;
  }

  private repository(name: string): Repository {
    const known = this.family.repositories[name];
    if (!known) throw new Error(`the family has no repository ${name}`);
    return known;
  }

  /** The values that the repository keeps, as it is born. */
  private checkout(repository: string): string {
    const folder = mkdtempSync(join(this.home, `${repository}-`));
    const name = `infra/values-${ENVIRONMENT}.yaml`;
    const rendered = renderRepository(this.family, repository, callersLibrary(this.family, "0".repeat(40))).get(name);
    if (!rendered) throw new Error(`${repository} is born without ${name}`);
    mkdirSync(join(folder, "infra"));
    writeFileSync(join(folder, name), rendered.text);
    return folder;
  }

  /** The emitted job without the steps of GitHub's; the chart is this repository's own. */
  private emitted(chart: string): string {
    const text = renderWorkflow(
      deployWorkflow({ ...libraryProps(this.family), releasedCommits: [LIBRARY_COMMIT] }),
      "Emitted for a live cluster",
    );
    const document = parse(text) as { jobs: Record<string, { steps?: { name: string; run?: string; env?: object }[] }> };
    const job = document.jobs[`deploy-${ENVIRONMENT}`];
    if (!job?.steps) throw new Error(`the emitted workflow has no job for ${ENVIRONMENT}`);
    job.steps = job.steps
      .filter(({ name }) => !OF_GITHUB.includes(name))
      .map((step) =>
        step.name === "Fetch the chart"
          ? {
              name: step.name,
              run: `mkdir "$RUNNER_TEMP/pulled" && helm package ${join(CHARTS, chart)} --destination "$RUNNER_TEMP/pulled"`,
            }
          : step,
      );
    return stringify(document);
  }

  /** Gives the API server what the project emits, for this issuer in GitHub's place. */
  private async admit(): Promise<void> {
    const { family, issuer, live } = this;
    const text = authenticationConfiguration({
      environment: ENVIRONMENT,
      audience: this.environment.cluster.audience,
      serverAuthorities: [this.environment.cluster.ca],
      organization: family.organization,
      organizationId: family.github.organizationId,
      infraRepository: family.infraRepository,
      runnerEnvironment: "github-hosted",
      releasedCommits: [LIBRARY_COMMIT],
      issuer: issuer.url,
      certificateAuthority: issuer.certificateAuthority,
    });
    writeFileSync(live.controlPlane.authenticationFile, text);
    const hash = createHash("sha256").update(text).digest("hex");
    await waitFor("the API server to take it", 120, async () =>
      (await live.cluster.api.text("/metrics")).includes(`hash="sha256:${hash}"`) ? true : undefined,
    );
  }
}
