import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";
import { Page } from "../../ui-kit/page.tsx";
import { DemoCard } from "./demo-card.tsx";
import { FirstSteps, useBeginning } from "./first-steps.tsx";
import { IslandsCard } from "./islands/islands-card.tsx";
import { TodayCard } from "./today-card.tsx";
import { WeekCard } from "./week-card.tsx";
import "./overview.css";

const route = getRouteApi("/");

/** First what to do, then what happened, then where. A new org sees its first steps instead. */
export function Overview(): ReactNode {
  const t = useMessages().overview;
  const { communityId } = route.useSearch();
  const beginning = useBeginning();
  const isTrying = beginning !== undefined && beginning.hasFewMembers;
  return (
    <Page title={t.title}>
      <div className="overview">
        {beginning && !beginning.isFinished && <FirstSteps done={beginning.steps} />}
        {isTrying && <DemoCard isOffered />}
        <TodayCard communityId={communityId} />
        <WeekCard communityId={communityId} />
        <IslandsCard communityId={communityId} />
        {beginning && !isTrying && <DemoCard isOffered={false} />}
      </div>
    </Page>
  );
}
