import { useEffect, useRef, type ReactNode } from "react";
import { useLocation } from "react-router";
import brand from "../brand/brand.json" with { type: "json" };

export interface PageProps {
  /** The page's heading; also its name in the browser's tab and history. */
  readonly title: string;
  readonly children: ReactNode;
}

/** What every page has: a heading, which takes the focus after a navigation so that a screen reader reads on from there, and a title. */
export function Page({ title, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { key } = useLocation();
  useEffect(() => {
    document.title = title === brand.name ? title : `${title} – ${brand.name}`;
  }, [title]);
  useEffect(() => {
    // "default" is the page that the browser itself loaded; its focus is the browser's.
    if (key !== "default") heading.current?.focus();
  }, [key]);
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </>
  );
}
