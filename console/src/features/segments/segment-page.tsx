import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { ReactNode } from "react";
import type { Condition, Segment } from "../../../../contract/segments.ts";
import { ApiProblem } from "../../app/api-client.ts";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useFormat } from "../../app/session.tsx";
import { useAct, useApi } from "../../app/use-api.ts";
import { EmptyHint } from "../../ui-kit/empty-hint.tsx";
import { Page } from "../../ui-kit/page.tsx";
import { PermittedButton } from "../../ui-kit/permitted-button.tsx";
import { ProblemBox } from "../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../ui-kit/skeleton-rows.tsx";
import { SegmentForm } from "./segment-form.tsx";
import type { SegmentDraft } from "./start-segment.ts";
import { useRefusedPlace } from "./use-refused-place.ts";

const route = getRouteApi("/segments/$segmentId");

/** One segment: what it asks and whom it holds now. */
export function SegmentPage(): ReactNode {
  const t = useMessages().segments;
  const { segmentId } = route.useParams();
  // An id from an address is one of ours or of nobody; the server says which.
  const query = useApi("GET /segments/:segmentId", { segmentId });
  if (query.error instanceof ApiProblem && query.error.code === "segment.not_found")
    return <EmptyHint title={t.gone} body={t.goneBody} />;
  if (query.error) return <ProblemBox error={query.error} again={() => void query.refetch()} />;
  if (!query.data) return <SkeletonRows count={10} />;
  return <OneSegment key={segmentId} segment={query.data} />;
}

function OneSegment({ segment }: { segment: Segment }): ReactNode {
  const t = useMessages().segments;
  const format = useFormat();
  // What others save in the meantime must not take away what is being written: only an undo fills the form anew.
  const [filled, setFilled] = useState<{ times: number; start: SegmentDraft }>({ times: 0, start: segment });
  const { save, isSaving, refusedIn } = useSave(segment, (before) =>
    setFilled(({ times }) => ({ times: times + 1, start: before })),
  );
  return (
    <Page
      title={segment.name}
      up={{ to: "/segments", label: t.title }}
      note={`${t.subject[segment.subject]} · ${t.columns.updated} ${format.dateTime(segment.updatedAt)}`}
      acts={<SegmentActs segment={segment} />}
    >
      <SegmentForm
        key={filled.times}
        start={filled.start}
        segmentId={segment.id}
        refusedIn={refusedIn}
        note={segment.uses > 0 ? t.usedBy(format.number(segment.uses)) : undefined}
        saveLabel={t.form.save}
        isSaving={isSaving}
        save={(draft) => void save(draft)}
      />
    </Page>
  );
}

/** Saves a draft over the segment as this page has read it, and takes that back. */
function useSave(
  segment: Segment,
  whenUndone: (before: SegmentDraft) => void,
): {
  save: (draft: SegmentDraft) => Promise<void>;
  isSaving: boolean;
  refusedIn: (condition: Condition) => string | undefined;
} {
  const t = useMessages().segments;
  const notices = useNotices();
  const queries = useQueryClient();
  const refused = useRefusedPlace();
  const update = useAct("PATCH /segments/:segmentId", {
    onRefused: (error) => {
      // Who was slower sees what is there now; saving once more is then meant.
      if (error instanceof ApiProblem && error.code === "segment.changed_meanwhile") void queries.invalidateQueries();
      return refused.onRefused(error);
    },
  });
  const { id: segmentId, updatedAt } = segment;
  const save = async ({ name, condition }: SegmentDraft) => {
    refused.watch(condition);
    const before: SegmentDraft = { name: segment.name, subject: segment.subject, condition: segment.condition };
    const saved = await update.run({ segmentId, name, condition, updatedAt });
    if (!saved) return;
    const undo = async () => {
      const { name: oldName, condition: oldCondition } = before;
      const isUndone = await update.run({
        segmentId,
        name: oldName,
        condition: oldCondition,
        updatedAt: saved.updatedAt,
      });
      if (isUndone) whenUndone(before);
    };
    notices.undoable(t.saved(name), () => void undo());
  };
  return { save, isSaving: update.isRunning, refusedIn: refused.placeIn };
}

function SegmentActs({ segment }: { segment: Segment }): ReactNode {
  const t = useMessages().segments;
  const notices = useNotices();
  const navigate = useNavigate();
  const archiving = useAct("DELETE /segments/:segmentId");
  const restoring = useAct("POST /segments/:segmentId/restore");
  const { id: segmentId, name, subject, condition } = segment;
  const restore = async () => {
    if (!(await restoring.run({ segmentId }))) return;
    notices.done(t.restored(name));
    void navigate({ to: "/segments/$segmentId", params: { segmentId } });
  };
  const archive = async () => {
    if (!(await archiving.run({ segmentId }))) return;
    notices.undoable(t.archived(name), () => void restore());
    void navigate({ to: "/segments" });
  };
  return (
    <>
      <PermittedButton
        permission="members.write"
        onClick={() =>
          void navigate({ to: "/segments/new", search: { name: t.copyName(name).slice(0, 40), subject, condition } })
        }
      >
        {t.copy}
      </PermittedButton>
      <PermittedButton permission="members.write" danger loading={archiving.isRunning} onClick={() => void archive()}>
        {t.archive}
      </PermittedButton>
    </>
  );
}
