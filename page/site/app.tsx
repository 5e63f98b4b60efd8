import { MantineProvider } from "@mantine/core";
import { useMemo } from "react";
import { Route, Router, Switch } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import type { PageModel } from "../page-model";
import { FamilyProvider, familyIndex } from "./family-index";
import { Search } from "./search";
import { Shell } from "./shell";
import { readableVariables, theme } from "./theme";
import { Budget } from "./views/budget";
import { Calls } from "./views/calls";
import { DatabasePage, Databases } from "./views/databases";
import { EnvironmentPage, Environments } from "./views/environments";
import { Exceptions, Unconfirmed } from "./views/exceptions";
import { FamilyMap } from "./views/family-map";
import { Network } from "./views/network";
import { NotFound } from "./views/not-found";
import { Plan } from "./views/plan";
import { ProductPage } from "./views/product";
import { Repositories, RepositoryPage } from "./views/repositories";
import { TeamPage, Teams } from "./views/teams";

/** Addresses stand behind a `#`, which works from a file as well. */
export function App({ model }: { readonly model: PageModel }) {
  const index = useMemo(() => familyIndex(model), [model]);
  document.documentElement.dataset.family = model.family.name;
  return (
    <MantineProvider theme={theme} cssVariablesResolver={readableVariables} defaultColorScheme="auto">
      <FamilyProvider value={index}>
        <Router hook={useHashLocation}>
          <Search />
          <Shell>
            <Switch>
              <Route path="/" component={FamilyMap} />
              <Route path="/products/:code">{({ code }) => <ProductPage key={code} code={code} />}</Route>
              <Route path="/environments" component={Environments} />
              <Route path="/environments/:name">{({ name }) => <EnvironmentPage key={name} name={name} />}</Route>
              <Route path="/databases" component={Databases} />
              <Route path="/databases/:environment/:name">
                {({ environment, name }) => <DatabasePage environment={environment} name={name} />}
              </Route>
              <Route path="/repositories" component={Repositories} />
              <Route path="/repositories/:name">{({ name }) => <RepositoryPage name={name} />}</Route>
              <Route path="/teams" component={Teams} />
              <Route path="/teams/:name">{({ name }) => <TeamPage name={name} />}</Route>
              <Route path="/calls" component={Calls} />
              <Route path="/network" component={Network} />
              <Route path="/exceptions" component={Exceptions} />
              <Route path="/to-confirm" component={Unconfirmed} />
              <Route path="/budget" component={Budget} />
              <Route path="/plan" component={Plan} />
              <Route>
                <NotFound />
              </Route>
            </Switch>
          </Shell>
        </Router>
      </FamilyProvider>
    </MantineProvider>
  );
}
