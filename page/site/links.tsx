import { Anchor, Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useFamily } from "./family-index";

/** Where each thing has its page. */
export const paths = {
  product: (code: string) => `/products/${code}`,
  environment: (name: string) => `/environments/${name}`,
  repository: (name: string) => `/repositories/${name}`,
  database: (environment: string, key: string) => `/databases/${environment}/${key}`,
  team: (name: string) => `/teams/${name}`,
};

export function PageLink({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  return (
    <Anchor component={Link} href={to} size="sm" underline="hover">
      {children}
    </Anchor>
  );
}

/** A host of a product, which opens in another tab. */
export function HostLink({ host }: { readonly host: string }) {
  return (
    <Anchor href={`https://${host}`} target="_blank" rel="noreferrer" size="sm" underline="hover" className="breaks">
      {host}
    </Anchor>
  );
}

export const ProductLink = ({ code }: { readonly code: string }) => <PageLink to={paths.product(code)}>{code}</PageLink>;

export function TeamLink({ name }: { readonly name: string }) {
  const known = useFamily().teams.has(name);
  return known ? <PageLink to={paths.team(name)}>{name}</PageLink> : <Text size="sm">{name}</Text>;
}

/** Links side by side, or the word for none. */
export function Several({
  names,
  none = "none",
  of,
}: {
  readonly names: readonly string[];
  readonly none?: string;
  readonly of: "product" | "team" | "repository";
}) {
  if (names.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {none}
      </Text>
    );
  return (
    <Group gap="xs">
      {names.map((name) => (
        <PageLink key={name} to={paths[of](name)}>
          {name}
        </PageLink>
      ))}
    </Group>
  );
}
