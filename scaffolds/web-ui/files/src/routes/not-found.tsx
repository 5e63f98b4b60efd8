import { Link } from "react-router";
import { Page } from "../components/page.tsx";

export const NotFoundPage = () => (
  <Page title="Page not found">
    <p>
      Nothing is at this address. <Link to="/">Go to the start page</Link>.
    </p>
  </Page>
);
