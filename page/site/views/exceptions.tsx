import { useFamily } from "../family-index";
import { TeamLink } from "../links";
import { Listing } from "../listing";
import { Tag, View } from "../parts";
import { daysText, daysUntil } from "../words";

/** An exception that ends within so many days is marked. */
const SOON = 30;

export function Exceptions() {
  const { exceptions } = useFamily().model;
  return (
    <View
      title="Exceptions"
      lead="Checks that are waived for a time, the one that ends first on top. After its last day the check fails again."
    >
      <Listing
        things="exceptions"
        empty="Nothing is waived."
        rows={exceptions}
        rowKey={({ entry, check }) => `${entry} ${check}`}
        words={({ entry, check, reason, owner }) => [entry, check, reason, owner].join(" ")}
        columns={[
          { title: "Check", cell: ({ check }) => check },
          { title: "Of", cell: ({ entry }) => entry },
          { title: "Last day", width: 200, cell: ({ expires }) => <LastDay day={expires} /> },
          { title: "Reason", width: 260, cell: ({ reason }) => reason },
          { title: "Answers for it", cell: ({ owner }) => <TeamLink name={owner} /> },
          { title: "Written in", width: 220, cell: ({ file, line }) => `${file}:${line}` },
        ]}
      />
    </View>
  );
}

function LastDay({ day }: { readonly day: string }) {
  const days = daysUntil(day);
  return (
    <>
      {day} <Tag color={days < 0 ? "red" : days <= SOON ? "orange" : "gray"}>{daysText(days)}</Tag>
    </>
  );
}

export function Unconfirmed() {
  const { unconfirmed } = useFamily().model;
  return (
    <View
      title="To confirm"
      lead="Facts that a comment in the catalog marks “to be confirmed”: somebody supposed them. Check each, then remove the comment."
    >
      <Listing
        things="facts"
        empty="Everything in the catalog is confirmed."
        rows={unconfirmed}
        rowKey={({ file, line, path }) => `${file} ${line} ${path}`}
        words={({ file, path }) => `${file} ${path}`}
        columns={[
          { title: "Fact", width: 220, cell: ({ path }) => path || "the entry" },
          { title: "Written in", width: 260, cell: ({ file, line }) => `${file}:${line}` },
        ]}
      />
    </View>
  );
}
