import { Link } from "@tanstack/react-router";
import type { LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";
import { useApi } from "../../app/use-api.ts";
import { Card } from "../../ui-kit/card.tsx";
import { StateTag } from "../../ui-kit/state-tag.tsx";

/** With fewer members than this an org is still trying things out, and is offered the demo. */
const fewMembers = 20;

export interface Beginning {
  /** Which of the first three steps are done. */
  readonly steps: readonly [boolean, boolean, boolean];
  readonly isFinished: boolean;
  readonly hasFewMembers: boolean;
}

/** How far a new org has come; undefined while that is not known. */
export function useBeginning(): Beginning | undefined {
  const communities = useApi("GET /communities", {});
  const groups = useApi("GET /groups", { limit: 1 });
  const codes = useApi("GET /live-codes", {});
  if (!communities.data || !groups.data || !codes.data) return undefined;
  const steps = [communities.data.items.length > 0, groups.data.items.length > 0, codes.data.items.length > 0] as const;
  const memberCount = communities.data.items.reduce((sum, one) => sum + one.memberCount, 0);
  return { steps, isFinished: !steps.includes(false), hasFewMembers: memberCount < fewMembers };
}

/** A new org's way to its first members. */
export function FirstSteps({ done }: { done: Beginning["steps"] }): ReactNode {
  const t = useMessages().overview.first;
  const steps: { title: string; hint: string; link: Pick<LinkProps, "to" | "search"> }[] = [
    { title: t.community, hint: t.communityHint, link: { to: "/communities/new" } },
    { title: t.group, hint: t.groupHint, link: { to: "/groups", search: { make: true } } },
    { title: t.code, hint: t.codeHint, link: { to: "/live-codes/new" } },
  ];
  return (
    <Card title={t.title} note={t.body} className="first-steps">
      <ol>
        {steps.map((step, i) => (
          <li key={step.title}>
            <span>
              <strong>{step.title}</strong>
              <small>{step.hint}</small>
            </span>
            {done[i] ? <StateTag tone="good">{t.done}</StateTag> : <Link {...step.link}>{t.go}</Link>}
          </li>
        ))}
      </ol>
    </Card>
  );
}
