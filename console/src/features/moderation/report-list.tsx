import { Link } from "@tanstack/react-router";
import { Button, Segmented } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import type { Item } from "../../app/api-routes.ts";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useFormat } from "../../app/session.tsx";
import { useAct, usePages } from "../../app/use-api.ts";
import { Card } from "../../ui-kit/card.tsx";
import { EmptyHint } from "../../ui-kit/empty-hint.tsx";
import { PermittedButton } from "../../ui-kit/permitted-button.tsx";
import { ProblemBox } from "../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../ui-kit/skeleton-rows.tsx";
import { StateTag } from "../../ui-kit/state-tag.tsx";
import "./moderation.css";

type Report = Item<"GET /reports">;

/** Messages that members reported: withdraw them, or call them fine. */
export function ReportList(): ReactNode {
  const t = useMessages();
  const words = t.moderation.reports;
  const [isOpen, setOpen] = useState(true);
  const pages = usePages("GET /reports", { open: String(isOpen) }, { everyMs: 10_000 });
  const isBare = !pages.isLoading && !pages.error && pages.items.length === 0;
  return (
    <Card>
      <div className="filters">
        <Segmented
          value={isOpen ? "open" : "settled"}
          options={[
            { value: "open", label: words.open },
            { value: "settled", label: words.settled },
          ]}
          onChange={(choice) => setOpen(choice === "open")}
        />
      </div>
      {pages.error && pages.items.length === 0 ? <ProblemBox error={pages.error} again={pages.reload} /> : null}
      {pages.isLoading && <SkeletonRows count={6} />}
      {isBare && isOpen && <EmptyHint title={words.empty} body={words.emptyBody} />}
      {isBare && !isOpen && <EmptyHint title={words.emptySettled} />}
      {pages.items.map((report) => (
        <ReportCard key={report.id} report={report} />
      ))}
      {pages.hasMore && (
        <div className="data-more">
          <Button onClick={pages.loadMore} loading={pages.isLoadingMore}>
            {t.app.more}
          </Button>
        </div>
      )}
    </Card>
  );
}

function ReportCard({ report }: { report: Report }): ReactNode {
  const t = useMessages();
  const format = useFormat();
  const words = t.moderation.reports;
  const reasons: Readonly<Record<string, string>> = t.words.reportReason;
  return (
    <article className="case">
      <div className="case-head">
        <span>{words.says(report.reporter.nickname, reasons[report.reason] ?? report.reason)}</span>
        {report.note && <span className="muted">“{report.note}”</span>}
        <time className="muted case-time" dateTime={report.at}>
          {format.dateTime(report.at)}
        </time>
      </div>
      <p className="case-text">{report.message.text || t.moderation.cases.noText}</p>
      <div className="case-facts">
        <span className="row">
          <Link to="/members/$memberId" params={{ memberId: report.author.id }}>
            {report.author.name}
          </Link>
          <span className="muted">
            {words.wrote} · {report.group.name}
          </span>
        </span>
        {report.settled ? (
          <span className="row">
            <StateTag tone={report.settled.outcome === "withdrawn" ? "ask" : "good"}>
              {t.words.reportOutcome[report.settled.outcome]}
            </StateTag>
            <span className="muted">{words.by(report.settled.by, format.dateTime(report.settled.at))}</span>
          </span>
        ) : (
          <Settle report={report} />
        )}
      </div>
    </article>
  );
}

function Settle({ report }: { report: Report }): ReactNode {
  const t = useMessages().moderation.reports;
  const notices = useNotices();
  const settling = useAct("POST /reports/:reportId/settle");
  const settle = async (outcome: "withdrawn" | "fine") => {
    const agreed =
      outcome === "fine" ||
      (await notices.confirm({
        title: t.withdrawTitle,
        body: t.withdrawBody(report.author.name),
        ok: t.withdraw,
        isDanger: true,
      }));
    if (!agreed) return;
    if (await settling.run({ reportId: report.id, outcome })) notices.done(t.done[outcome]);
  };
  return (
    <span className="row">
      <PermittedButton
        permission="moderation.write"
        size="small"
        disabled={settling.isRunning}
        onClick={() => void settle("fine")}
      >
        {t.fine}
      </PermittedButton>
      <PermittedButton
        permission="moderation.write"
        size="small"
        danger
        disabled={settling.isRunning}
        onClick={() => void settle("withdrawn")}
      >
        {t.withdraw}
      </PermittedButton>
    </span>
  );
}
