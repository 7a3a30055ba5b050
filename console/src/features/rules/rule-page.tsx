import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Tabs } from "antd";
import type { ReactNode } from "react";
import type { Rule } from "../../../../contract/rules.ts";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useFormat } from "../../app/session.tsx";
import { useAct, useApi } from "../../app/use-api.ts";
import { EmptyHint } from "../../ui-kit/empty-hint.tsx";
import { Page } from "../../ui-kit/page.tsx";
import { PermittedButton } from "../../ui-kit/permitted-button.tsx";
import { ProblemBox } from "../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../ui-kit/skeleton-rows.tsx";
import { draftOf } from "./draft-rule.ts";
import type { RuleDraft } from "./draft-rule.ts";
import { RuleForm } from "./rule-form.tsx";
import { RuleMatches } from "./rule-matches.tsx";
import { TryLine } from "./try-line.tsx";

const route = getRouteApi("/rules/$ruleId");

/** One rule: what it says, and what it matched lately. */
export function RulePage(): ReactNode {
  const t = useMessages().rules;
  const { ruleId } = route.useParams();
  const query = useApi("GET /rules", {});
  if (query.error) return <ProblemBox error={query.error} again={() => void query.refetch()} />;
  if (!query.data) return <SkeletonRows count={10} />;
  const rule = query.data.items.find((one) => one.id === ruleId);
  if (!rule) return <EmptyHint title={t.page.gone} body={t.page.goneBody} />;
  return <OneRule rule={rule} />;
}

function OneRule({ rule }: { rule: Rule }): ReactNode {
  const t = useMessages();
  const words = t.rules;
  const format = useFormat();
  const { tab = "edit" } = route.useSearch();
  const navigate = route.useNavigate();
  const note = `${words.page.version(rule.version, format.dateTime(rule.updatedAt))} · ${words.page.matched(
    format.number(rule.matchedCount),
  )}`;
  return (
    <Page title={rule.name} up={{ to: "/rules", label: words.title }} note={note} acts={<ArchiveButton rule={rule} />}>
      <Tabs
        activeKey={tab}
        onChange={(key) => void navigate({ search: key === "matches" ? { tab: "matches" } : {}, replace: true })}
        items={[
          { key: "edit", label: words.tabs.edit, children: <EditRule rule={rule} /> },
          { key: "matches", label: words.tabs.matches, children: <RuleMatches ruleId={rule.id} /> },
        ]}
      />
    </Page>
  );
}

function EditRule({ rule }: { rule: Rule }): ReactNode {
  const t = useMessages().rules;
  const notices = useNotices();
  const update = useAct("PATCH /rules/:ruleId");
  const save = async (draft: RuleDraft) => {
    const before = draftOf(rule);
    if (!(await update.run({ ruleId: rule.id, ...draft }))) return;
    notices.undoable(t.form.saved, () => void update.run({ ruleId: rule.id, ...before }));
  };
  return (
    <div className="two-columns">
      <RuleForm
        key={rule.version}
        start={draftOf(rule)}
        saveLabel={t.form.save}
        isSaving={update.isRunning}
        save={(draft) => void save(draft)}
      />
      <TryLine />
    </div>
  );
}

function ArchiveButton({ rule }: { rule: Rule }): ReactNode {
  const t = useMessages().rules;
  const notices = useNotices();
  const navigate = useNavigate();
  const archiving = useAct("DELETE /rules/:ruleId");
  const archive = async () => {
    const agreed = await notices.confirm({
      title: t.archiveTitle(rule.name),
      body: t.archiveBody,
      ok: t.archive,
      isDanger: true,
    });
    if (!agreed || !(await archiving.run({ ruleId: rule.id }))) return;
    notices.done(t.archived);
    void navigate({ to: "/rules" });
  };
  return (
    <PermittedButton permission="rules.write" danger loading={archiving.isRunning} onClick={() => void archive()}>
      {t.archive}
    </PermittedButton>
  );
}
