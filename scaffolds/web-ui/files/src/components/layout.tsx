import { NavLink, Outlet, ScrollRestoration, useNavigation, useRevalidator } from "react-router";
import brand from "../brand/brand.json" with { type: "json" };

/** The frame of every page, and the voice that says that something is on its way. */
export function Layout() {
  const navigation = useNavigation();
  const revalidator = useRevalidator();
  const busy = navigation.state !== "idle" || revalidator.state !== "idle";
  return (
    <>
      <a className="skip" href="#content">
        Skip to content
      </a>
      <header className="bar">
        <NavLink className="brand" to="/" end>
          {brand.name}
        </NavLink>
        <nav aria-label="Main">
          <NavLink to="/audit-log">Audit log</NavLink>
        </nav>
      </header>
      <p className="status" role="status">
        {busy ? "Loading…" : ""}
      </p>
      <main id="content" tabIndex={-1} aria-busy={busy}>
        <Outlet />
      </main>
      <ScrollRestoration />
    </>
  );
}
