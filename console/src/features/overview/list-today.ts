import type { LinkProps } from "@tanstack/react-router";
import type { Item, Out } from "../../app/api-routes.ts";
import type { Format } from "../../app/format.ts";
import type { Messages } from "../../messages/messages.ts";
import type { Tone } from "../../ui-kit/state-tag.tsx";

/** One thing to do, with the one act that does it. */
export interface TodayLine {
  readonly key: string;
  readonly tone: Tone;
  readonly text: string;
  readonly note?: string;
  readonly act: string;
  readonly link: Pick<LinkProps, "to" | "params" | "search">;
  readonly minutes: number;
}

/** What is known; a part that this colleague may not read is absent. */
export interface TodayFacts {
  readonly tasks?: readonly Item<"GET /tasks">[] | undefined;
  readonly reports?: readonly Item<"GET /reports">[] | undefined;
  readonly counts?: Out<"GET /actions/counts"> | undefined;
  readonly sending?: Out<"GET /sending"> | undefined;
  readonly groups?: readonly Item<"GET /figures/groups">[] | undefined;
}

const shownTasks = 4;

/** What wants a person today, the most pressing first. */
export function listToday(facts: TodayFacts, { t, format }: { t: Messages; format: Format }): TodayLine[] {
  const words = t.overview.today;
  const unknown = facts.counts?.counts.find((one) => one.state === "unknown")?.count ?? 0;
  const reports = facts.reports ?? [];
  const unanswered = (facts.groups ?? []).filter((group) => group.light === "unanswered");
  const names = (items: readonly { name: string }[]) =>
    [...new Set(items.map((item) => item.name))].slice(0, 3).join(t.app.listJoin);
  const first = unanswered[0];
  const lines: (TodayLine | undefined | false)[] = [
    facts.sending?.paused && {
      key: "paused",
      tone: "ask",
      text: words.paused(facts.sending.pausedReason),
      act: words.pausedAct,
      link: { to: "/actions", search: { tab: "limits" } },
      minutes: 1,
    },
    reports.length > 0 && {
      key: "reports",
      tone: "ask",
      text: words.reports(format.number(reports.length)),
      note: names(reports.map((report) => report.group)),
      act: words.reportsAct,
      link: { to: "/moderation", search: { tab: "reports" } },
      minutes: reports.length,
    },
    first && {
      key: "unanswered",
      tone: "ask",
      text: words.unanswered(format.number(unanswered.length)),
      note: names(unanswered),
      act: words.unansweredAct,
      link: { to: "/groups/$groupId", params: { groupId: first.groupId } },
      minutes: unanswered.length * 2,
    },
    unknown > 0 && {
      key: "unknown",
      tone: "warn",
      text: words.unknown(format.number(unknown)),
      act: words.unknownAct,
      link: { to: "/actions", search: { state: "unknown" } },
      minutes: unknown,
    },
  ];
  return [...lines.filter((line) => typeof line === "object"), ...taskLines(facts.tasks ?? [], { t, format })];
}

function taskLines(tasks: readonly Item<"GET /tasks">[], { t, format }: { t: Messages; format: Format }): TodayLine[] {
  const words = t.overview.today;
  const shown = tasks.slice(0, shownTasks).map((task): TodayLine => ({
    key: task.id,
    tone: "calm",
    text: task.title,
    note: [task.groupName, task.memberNickname].filter(Boolean).join(" · "),
    act: words.task,
    link: { to: "/tasks" },
    minutes: 2,
  }));
  const left = tasks.length - shown.length;
  if (left <= 0) return shown;
  return [
    ...shown,
    {
      key: "more",
      tone: "rest",
      text: words.moreTasks(format.number(left)),
      act: words.moreTasksAct,
      link: { to: "/tasks" },
      minutes: left * 2,
    },
  ];
}
