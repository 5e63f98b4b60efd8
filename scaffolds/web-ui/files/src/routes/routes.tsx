import type { RouteObject } from "react-router";
import { FailurePage } from "../components/failure-page.tsx";
import { Layout } from "../components/layout.tsx";
import { AuditLogPage, loadAuditLog } from "./audit-log.tsx";
import { HomePage } from "./home.tsx";
import { LoadingPage } from "./loading.tsx";
import { NotFoundPage } from "./not-found.tsx";

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
