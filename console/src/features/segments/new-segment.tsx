import { getRouteApi, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useAct } from "../../app/use-api.ts";
import { Page } from "../../ui-kit/page.tsx";
import { SegmentForm } from "./segment-form.tsx";
import { startSegment } from "./start-segment.ts";
import type { SegmentDraft } from "./start-segment.ts";
import { useRefusedPlace } from "./use-refused-place.ts";

const route = getRouteApi("/segments/new");

/** A new segment, blank or with what the address brings along. */
export function NewSegment(): ReactNode {
  const t = useMessages();
  const notices = useNotices();
  const navigate = useNavigate();
  const search = route.useSearch();
  const refused = useRefusedPlace();
  const make = useAct("POST /segments", { onRefused: refused.onRefused });
  const save = async (draft: SegmentDraft) => {
    refused.watch(draft.condition);
    const segment = await make.run(draft);
    if (!segment) return;
    notices.done(t.segments.made(segment.name));
    void navigate({ to: "/segments/$segmentId", params: { segmentId: segment.id } });
  };
  const blank = startSegment("blank", t);
  const start: SegmentDraft = {
    name: search.name ?? blank.name,
    subject: search.subject ?? blank.subject,
    condition: search.condition ?? blank.condition,
  };
  return (
    <Page title={t.segments.make} up={{ to: "/segments", label: t.segments.title }}>
      <SegmentForm
        key={JSON.stringify(start)}
        start={start}
        refusedIn={refused.placeIn}
        saveLabel={t.segments.form.saveNew}
        isSaving={make.isRunning}
        save={(draft) => void save(draft)}
      />
    </Page>
  );
}
