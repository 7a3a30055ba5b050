import { getRouteApi } from "@tanstack/react-router";
import { Tabs } from "antd";
import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";
import { useApi } from "../../app/use-api.ts";
import { Page } from "../../ui-kit/page.tsx";
import { ActionList } from "./action-list.tsx";
import { SendingLimits } from "./sending-limits.tsx";
import "./actions.css";

const route = getRouteApi("/actions");

/** What leaves, and the limits on it. */
export function Actions(): ReactNode {
  const t = useMessages().actions;
  const { tab = "list" } = route.useSearch();
  const navigate = route.useNavigate();
  const sending = useApi("GET /sending", {}, { everyMs: 15_000 });
  return (
    <Page title={t.title} note={t.note}>
      {sending.data?.paused && (
        <p className="actions-paused" role="status">
          {t.paused(sending.data.pausedReason)}
        </p>
      )}
      <Tabs
        activeKey={tab}
        destroyOnHidden
        onChange={(key) => void navigate({ search: key === "limits" ? { tab: "limits" } : {}, replace: true })}
        items={[
          { key: "list", label: t.tabs.list, children: <ActionList /> },
          { key: "limits", label: t.tabs.limits, children: <SendingLimits /> },
        ]}
      />
    </Page>
  );
}
