import { join } from "node:path";
import { chartDefaults } from "../../charts/defaults";
import { ROLES_HEADER } from "../../contract/roles";

it.each(["gateway", "baseline"])("an API reads its callers' groups in the header that the chart %s sets and guards", (chart) => {
  expect(chartDefaults(join(__dirname, "../../charts", chart))).toMatchObject({ rolesHeader: ROLES_HEADER });
});
