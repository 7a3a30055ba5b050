import { getRouteApi } from "@tanstack/react-router";
import { Tabs } from "antd";
import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";
import { useFormat } from "../../app/session.tsx";
import { useWaiting } from "../../app/use-waiting.ts";
import "./moderation.css";
import { Page } from "../../ui-kit/page.tsx";
import { CaseList } from "./case-list.tsx";
import { LadderForm } from "./ladder-form.tsx";
import { ReportList } from "./report-list.tsx";

const route = getRouteApi("/moderation");

/** What was caught, what members reported, and how offences climb. */
export function Moderation(): ReactNode {
  const t = useMessages().moderation;
  const { tab = "cases" } = route.useSearch();
  const navigate = route.useNavigate();
  const format = useFormat();
  const waiting = useWaiting();
  const reportsLabel = (
    <>
      {t.tabs.reports}
      {waiting.reports > 0 && <b className="tab-count">{format.number(waiting.reports)}</b>}
    </>
  );
  return (
    <Page title={t.title} note={t.note}>
      <Tabs
        activeKey={tab}
        destroyOnHidden
        onChange={(key) => {
          const chosen = (["reports", "ladder"] as const).find((one) => one === key);
          void navigate({ search: { tab: chosen }, replace: true });
        }}
        items={[
          { key: "cases", label: t.tabs.cases, children: <CaseList /> },
          { key: "reports", label: reportsLabel, children: <ReportList /> },
          { key: "ladder", label: t.tabs.ladder, children: <LadderForm /> },
        ]}
      />
    </Page>
  );
}
