import { Link } from "react-router";
import brand from "../brand/brand.json" with { type: "json" };
import { Page } from "../components/page.tsx";

/** Where everybody arrives: what this is, and the ways on. */
export const HomePage = () => (
  <Page title={brand.name}>
    <p className="lead">{brand.summary}</p>
    <p>
      <Link className="action" to="/audit-log">
        See who changed what
      </Link>
    </p>
  </Page>
);
