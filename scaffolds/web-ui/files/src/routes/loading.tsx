import { Page } from "../components/page.tsx";

/** Before the first answer: later ones are announced by the layout while the page before stays. */
export const LoadingPage = () => (
  <Page title="Loading…">
    <p>The page is on its way.</p>
  </Page>
);
