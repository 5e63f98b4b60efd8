import {
  ActionIcon,
  AppShell,
  Badge,
  Burger,
  Group,
  Kbd,
  NavLink,
  ScrollArea,
  Text,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { spotlight } from "@mantine/spotlight";
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useFamily } from "./family-index";

interface Item {
  readonly label: string;
  readonly to: string;
  readonly count?: number;
}

/** Heading, search, and the way to every view. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const [open, { toggle, close }] = useDisclosure(false);
  const { model } = useFamily();
  return (
    <AppShell
      header={{ height: 60 }}
      navbar={{ width: 232, breakpoint: "md", collapsed: { mobile: !open } }}
      padding={{ base: "md", md: "xl" }}
    >
      <a className="skip" href="#content" onClick={toContent}>
        To the content
      </a>
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={open} onClick={toggle} hiddenFrom="md" size="sm" aria-label={open ? "Close the menu" : "Open the menu"} />
            <Link href="/" className="brand">
              <strong>{model.family.name}</strong>
              <Text span size="sm" c="dimmed" visibleFrom="xs">
                {model.family.organization}
              </Text>
            </Link>
          </Group>
          <Group gap="sm" wrap="nowrap">
            <UnstyledButton className="search" onClick={spotlight.open}>
              <span>Search</span>
              <Kbd visibleFrom="xs">Ctrl K</Kbd>
            </UnstyledButton>
            <ColorScheme />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label="Views">
        <AppShell.Section grow component={ScrollArea}>
          <Items close={close} />
        </AppShell.Section>
        <AppShell.Section>
          <Text size="xs" c="dimmed" p="xs">
            From the catalog, {new Date(model.madeAt).toLocaleString("en", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" })}{" "}
            UTC. What runs was not looked at.
          </Text>
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className="heading">
        {children}
      </AppShell.Main>
    </AppShell>
  );
}

/** The address behind the `#` is the view's, so the link moves the focus itself. */
function toContent(event: { readonly preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById("content")?.focus();
}

function Items({ close }: { readonly close: () => void }) {
  const { model } = useFamily();
  const [location] = useLocation();
  const items: readonly Item[] = [
    { label: "Map", to: "/" },
    { label: "Environments", to: "/environments", count: model.environments.length },
    { label: "Databases", to: "/databases", count: model.databases.length },
    { label: "Repositories", to: "/repositories", count: model.repositories.length },
    { label: "Teams", to: "/teams", count: model.teams.length },
    { label: "Who calls whom", to: "/calls" },
    { label: "Network", to: "/network" },
    { label: "Exceptions", to: "/exceptions", count: model.exceptions.length },
    { label: "To confirm", to: "/to-confirm", count: model.unconfirmed.length },
    { label: "API budget", to: "/budget" },
    { label: "Plan", to: "/plan" },
  ];
  return items.map(({ label, to, count }) => {
    const here = to === "/" ? location === "/" || location.startsWith("/products") : location.startsWith(to);
    return (
      <NavLink
        key={to}
        component={Link}
        href={to}
        label={label}
        active={here}
        aria-current={here ? "page" : undefined}
        onClick={close}
        rightSection={
          count === undefined ? null : (
            <Badge variant="default" size="sm">
              {count}
            </Badge>
          )
        }
      />
    );
  });
}

function ColorScheme() {
  const { setColorScheme } = useMantineColorScheme();
  const other = useComputedColorScheme("light") === "light" ? "dark" : "light";
  return (
    <ActionIcon
      variant="default"
      size="lg"
      aria-label={`Change to ${other}`}
      onClick={() => {
        setColorScheme(other);
      }}
    >
      {other === "dark" ? "☾" : "☀"}
    </ActionIcon>
  );
}
