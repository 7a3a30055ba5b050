import { Link, useNavigate } from "@tanstack/react-router";
import { Select } from "antd";
import type { ReactNode } from "react";
import type { Rule } from "../../../../contract/rules.ts";
import type { Format } from "../../app/format.ts";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useFormat } from "../../app/session.tsx";
import { useAct, useApi } from "../../app/use-api.ts";
import type { Messages } from "../../messages/messages.ts";
import { Card } from "../../ui-kit/card.tsx";
import { DataTable } from "../../ui-kit/data-table.tsx";
import type { Column } from "../../ui-kit/data-table.tsx";
import { EmptyHint } from "../../ui-kit/empty-hint.tsx";
import { Page } from "../../ui-kit/page.tsx";
import { PermittedButton, useWhyNot } from "../../ui-kit/permitted-button.tsx";
import { ProblemBox } from "../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../ui-kit/skeleton-rows.tsx";
import { sayRule } from "./say-rule.ts";
import { TryLine } from "./try-line.tsx";
import "./rules.css";

/** All rules in the order in which they are asked, with a box to try a line on them. */
export function RuleList(): ReactNode {
  const t = useMessages();
  const navigate = useNavigate();
  const makeButton = (
    <PermittedButton permission="rules.write" type="primary" onClick={() => void navigate({ to: "/rules/new" })}>
      {t.rules.make}
    </PermittedButton>
  );
  return (
    <Page title={t.rules.title} note={t.rules.note} acts={makeButton}>
      <div className="two-columns">
        <Card>
          <Rules makeButton={makeButton} />
        </Card>
        <TryLine />
      </div>
    </Page>
  );
}

function Rules({ makeButton }: { makeButton: ReactNode }): ReactNode {
  const t = useMessages();
  const format = useFormat();
  const query = useApi("GET /rules", {}, { everyMs: 30_000 });
  if (query.error) return <ProblemBox error={query.error} again={() => void query.refetch()} />;
  if (!query.data) return <SkeletonRows count={6} />;
  if (query.data.items.length === 0)
    return <EmptyHint title={t.rules.emptyTitle} body={t.rules.emptyBody} act={makeButton} />;
  return (
    <DataTable
      label={t.rules.title}
      columns={buildColumns(t, format)}
      rows={query.data.items}
      keyOf={(rule) => rule.id}
    />
  );
}

function buildColumns(t: Messages, format: Format): Column<Rule>[] {
  const words = t.rules.columns;
  return [
    {
      key: "name",
      title: words.name,
      isName: true,
      cell: (rule) => (
        <Link to="/rules/$ruleId" params={{ ruleId: rule.id }} title={rule.name}>
          {rule.name}
        </Link>
      ),
    },
    { key: "mode", title: words.mode, cell: (rule) => <ModeSwitch rule={rule} /> },
    {
      key: "sentence",
      title: words.sentence,
      cell: (rule) => (
        <span className="rule-sentence" title={sayRule(rule, t)}>
          {sayRule(rule, t)}
        </span>
      ),
    },
    { key: "matched", title: words.matched, isNumber: true, cell: (rule) => format.number(rule.matchedCount) },
    { key: "priority", title: words.priority, isNumber: true, cell: (rule) => format.number(rule.priority) },
  ];
}

const modes = ["off", "dry", "live"] as const;

/** Changes a rule's mode at once, with a way back; going live asks first. */
function ModeSwitch({ rule }: { rule: Rule }): ReactNode {
  const t = useMessages();
  const format = useFormat();
  const notices = useNotices();
  const whyNot = useWhyNot("rules.write");
  const update = useAct("PATCH /rules/:ruleId");
  const change = async (mode: Rule["mode"]) => {
    const words = t.rules;
    const agreed =
      mode !== "live" ||
      (await notices.confirm({
        title: words.goLiveTitle(rule.name),
        body: words.goLiveBody(format.number(rule.matchedCount)),
        ok: words.goLive,
      }));
    if (!agreed || !(await update.run({ ruleId: rule.id, mode }))) return;
    notices.undoable(
      words.modeChanged(rule.name, t.words.ruleMode[mode]),
      () => void update.run({ ruleId: rule.id, mode: rule.mode }),
    );
  };
  return (
    <Select
      size="small"
      style={{ width: 96 }}
      aria-label={`${t.rules.columns.mode} ${rule.name}`}
      title={whyNot ?? ""}
      disabled={whyNot !== undefined}
      loading={update.isRunning}
      value={rule.mode}
      options={modes.map((mode) => ({ value: mode, label: t.words.ruleMode[mode], title: t.words.ruleModeHint[mode] }))}
      onChange={(mode) => void change(mode)}
    />
  );
}
