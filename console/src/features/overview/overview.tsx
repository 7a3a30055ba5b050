import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";
import { Page } from "../../ui-kit/page.tsx";
import { DemoCard } from "./demo-card.tsx";
import { FirstSteps, useFirstSteps } from "./first-steps.tsx";
import { IslandsCard } from "./islands/islands-card.tsx";
import { TodayCard } from "./today-card.tsx";
import { WeekCard } from "./week-card.tsx";
import "./overview.css";

const route = getRouteApi("/");

/** First what to do, then what happened, then where. A new org sees its first steps instead. */
export function Overview(): ReactNode {
  const t = useMessages().overview;
  const { communityId } = route.useSearch();
  const done = useFirstSteps();
  const isNew = done !== undefined && done.includes(false);
  return (
    <Page title={t.title}>
      <div className="overview">
        {isNew && <FirstSteps done={done} />}
        {isNew && <DemoCard isNew />}
        <TodayCard communityId={communityId} />
        <WeekCard communityId={communityId} />
        <IslandsCard communityId={communityId} />
        {!isNew && <DemoCard isNew={false} />}
      </div>
    </Page>
  );
}
