import { Group, Pagination, Table, Text, TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { TableHead } from "./table-head";

export interface Column<T> {
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
  /** Narrowest width, in pixels, before the table scrolls. @default 120 */
  readonly width?: number;
}

interface ListingProps<T> {
  /** What the rows are, in the plural: `products`. */
  readonly things: string;
  readonly rows: readonly T[];
  readonly columns: readonly Column<T>[];
  readonly rowKey: (row: T) => string;
  /** What the filter looks at. */
  readonly words: (row: T) => string;
  readonly empty?: string;
}

/** So many rows at once: hundreds of products are found by the filter, not by scrolling. */
const ROWS = 25;

/** A table that can be filtered. The first column names the row. */
export function Listing<T>({ things, rows, columns, rowKey, words, empty = `no ${things}` }: ListingProps<T>) {
  const [filter, setFilter] = useState("");
  const [page, setPage] = useState(1);
  const wanted = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const found = wanted.length === 0 ? rows : rows.filter((row) => wanted.every((word) => words(row).toLowerCase().includes(word)));
  const pages = Math.max(1, Math.ceil(found.length / ROWS));
  const from = (Math.min(page, pages) - 1) * ROWS;
  if (rows.length === 0) return <Text c="dimmed">{empty}</Text>;
  return (
    <div>
      {rows.length > 5 && (
        <Group mb="sm" justify="space-between" gap="sm">
          <TextInput
            aria-label={`Filter ${things}`}
            placeholder={`Filter ${things}`}
            value={filter}
            onChange={(event) => {
              setFilter(event.currentTarget.value);
              setPage(1);
            }}
            w={{ base: "100%", xs: 320 }}
          />
          <Text size="sm" c="dimmed" role="status">
            {found.length === rows.length ? `${rows.length} ${things}` : `${found.length} of ${rows.length} ${things}`}
          </Text>
        </Group>
      )}
      <Rows things={things} rows={found.slice(from, from + ROWS)} columns={columns} rowKey={rowKey} />
      {found.length === 0 && <Text c="dimmed">{`none of ${rows.length} ${things} has “${filter}”`}</Text>}
      {pages > 1 && (
        <Pagination
          mt="md"
          total={pages}
          value={Math.min(page, pages)}
          onChange={setPage}
          size="sm"
          aria-label={`Pages of ${things}`}
          getItemProps={(each) => ({ "aria-label": `Page ${each}` })}
          getControlProps={(control) => ({
            "aria-label": control === "next" ? "Next page" : control === "previous" ? "Previous page" : control,
          })}
        />
      )}
    </div>
  );
}

type RowsProps<T> = Pick<ListingProps<T>, "things" | "rows" | "columns" | "rowKey">;

/** Scrolls sideways, also by keyboard, where the columns need more than the screen has. */
function Rows<T>({ things, rows, columns, rowKey }: RowsProps<T>) {
  return (
    <Table.ScrollContainer
      minWidth={columns.reduce((sum, { width = 120 }) => sum + width, 0)}
      type="native"
      tabIndex={0}
      role="region"
      aria-label={`Table of ${things}`}
    >
      <Table highlightOnHover verticalSpacing="sm" className="listing">
        <TableHead titles={columns.map(({ title }) => title)} />
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={rowKey(row)}>
              {columns.map(({ title, cell, width = 120 }) => (
                <Table.Td key={title} miw={width}>
                  {cell(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
