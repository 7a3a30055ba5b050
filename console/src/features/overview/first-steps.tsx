import { Link } from "@tanstack/react-router";
import type { LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";
import { useApi } from "../../app/use-api.ts";
import { Card } from "../../ui-kit/card.tsx";
import { StateTag } from "../../ui-kit/state-tag.tsx";

/** Whether the first three steps are done; undefined while that is not known. */
export function useFirstSteps(): readonly [boolean, boolean, boolean] | undefined {
  const communities = useApi("GET /communities", {});
  const groups = useApi("GET /groups", { limit: 1 });
  const codes = useApi("GET /live-codes", {});
  if (!communities.data || !groups.data || !codes.data) return undefined;
  return [communities.data.items.length > 0, groups.data.items.length > 0, codes.data.items.length > 0];
}

/** A new org's way to its first members. */
export function FirstSteps({ done }: { done: readonly [boolean, boolean, boolean] }): ReactNode {
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
