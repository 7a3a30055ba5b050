import type { JSX } from "preact";
import { texts } from "./language.ts";
import { describeTrouble, isSessionLost, type Trouble } from "./problem.ts";
import { goTo } from "./route.ts";
import { StatePage } from "./state-page.tsx";

interface Props {
  readonly trouble: Trouble;
  readonly onRetry: () => void;
}

/** A screen that could not be shown: why, and the one step that helps. */
export function TroublePage({ trouble, onRetry }: Props): JSX.Element {
  const { app } = texts.value;
  if (isSessionLost(trouble)) return <StatePage icon="groups" title={app.noSessionTitle} text={app.noSessionText} />;
  const isOut = trouble !== "offline" && trouble.code === "member.not_in_group";
  return (
    <StatePage icon={trouble === "offline" ? "clock" : "alert"} title={describeTrouble(trouble, texts.value)} text="">
      {isOut ? (
        <button type="button" class="button primary" onClick={() => goTo("/m/", "replace")}>
          {app.myGroups}
        </button>
      ) : (
        <button type="button" class="button primary" onClick={onRetry}>
          {app.retry}
        </button>
      )}
    </StatePage>
  );
}
