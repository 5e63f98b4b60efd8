import type { RouteObject } from "react-router";
import { FailurePage } from "../components/failure-page";
import { Layout } from "../components/layout";
import { AuditLogPage, loadAuditLog } from "./audit-log";
import { HomePage } from "./home";
import { LoadingPage } from "./loading";
import { NotFoundPage } from "./not-found";

/** Every page by its path. A page that fails is replaced by its failure; the frame around it stays. */
export const routes: RouteObject[] = [
  {
    Component: Layout,
    children: [
      {
        ErrorBoundary: FailurePage,
        HydrateFallback: LoadingPage,
        children: [
          { index: true, Component: HomePage },
          { path: "audit-log", loader: loadAuditLog, Component: AuditLogPage },
          { path: "*", Component: NotFoundPage },
        ],
      },
    ],
  },
];
