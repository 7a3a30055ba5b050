import type { ReactNode } from "react";
import type { ActionKind, Capability } from "../../../../contract/messaging.ts";
import type { Item } from "../../app/api-routes.ts";
import type { Format } from "../../app/format.ts";
import { useMessages } from "../../app/language.tsx";
import { useFormat } from "../../app/session.tsx";
import { useApi } from "../../app/use-api.ts";
import type { Messages } from "../../messages/messages.ts";
import { Card } from "../../ui-kit/card.tsx";
import { DataTable } from "../../ui-kit/data-table.tsx";
import type { Column } from "../../ui-kit/data-table.tsx";
import { Page } from "../../ui-kit/page.tsx";
import { ProblemBox } from "../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../ui-kit/skeleton-rows.tsx";
import { StateTag } from "../../ui-kit/state-tag.tsx";
import type { Tone } from "../../ui-kit/state-tag.tsx";
import "./carriers.css";

type Carrier = Item<"GET /carriers">;

const tones: Record<Capability, Tone> = { auto: "good", confirm: "calm", manual: "warn", none: "rest" };
const capabilities = ["auto", "confirm", "manual", "none"] as const;

/** What each carrier can do, by kind of action. */
export function Carriers(): ReactNode {
  const t = useMessages();
  const words = t.carriers;
  const query = useApi("GET /carriers", {});
  return (
    <Page title={words.title} note={words.note}>
      <Card>
        {query.error && !query.data && <ProblemBox error={query.error} again={() => void query.refetch()} />}
        {query.isPending && <SkeletonRows count={9} />}
        {query.data && <CarrierTable carriers={query.data.items} />}
      </Card>
      <Card>
        <ul className="carrier-legend">
          {capabilities.map((one) => (
            <li key={one}>
              <StateTag tone={tones[one]}>{words.legend[one]}</StateTag>
            </li>
          ))}
        </ul>
      </Card>
    </Page>
  );
}

function CarrierTable({ carriers }: { carriers: readonly Carrier[] }): ReactNode {
  const t = useMessages();
  const format = useFormat();
  const names: Readonly<Record<string, string>> = t.words.carrier;
  const hints: Readonly<Record<string, string>> = t.words.carrierHint;
  const kinds = [...new Set(carriers.flatMap((carrier) => Object.keys(carrier.capabilities)))].filter((kind) =>
    isKind(kind, t),
  );
  return (
    <>
      <DataTable
        label={t.carriers.label}
        columns={buildColumns(carriers, t, format)}
        rows={kinds}
        keyOf={(kind) => kind}
      />
      <ul className="carrier-hints">
        {carriers.map((carrier) => (
          <li key={carrier.name}>
            {names[carrier.name] ?? carrier.name}
            {t.app.colon}
            {hints[carrier.name]}
          </li>
        ))}
      </ul>
    </>
  );
}

function buildColumns(carriers: readonly Carrier[], t: Messages, format: Format): Column<ActionKind>[] {
  const names: Readonly<Record<string, string>> = t.words.carrier;
  const first: Column<ActionKind> = {
    key: "kind",
    title: t.carriers.kind,
    isName: true,
    text: (kind) => t.words.actionKind[kind],
  };
  const others = carriers.map((carrier): Column<ActionKind> => ({
    key: carrier.name,
    title: `${names[carrier.name] ?? carrier.name} · ${t.carriers.groups(format.number(carrier.groupCount))}`,
    cell: (kind) => <CapabilityTag capability={carrier.capabilities[kind]} />,
  }));
  return [first, ...others];
}

function CapabilityTag({ capability }: { capability: Capability }): ReactNode {
  const t = useMessages().words;
  return <StateTag tone={tones[capability]}>{t.capability[capability]}</StateTag>;
}

const isKind = (kind: string, t: Messages): kind is ActionKind => kind in t.words.actionKind;
