import { getRouteApi } from "@tanstack/react-router";
import { Form } from "antd";
import type { ReactNode } from "react";
import type { LiveCode } from "../../../../contract/groups.ts";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useFormat } from "../../app/session.tsx";
import { useAct, useApi } from "../../app/use-api.ts";
import { useFieldProblems } from "../../app/use-field-problems.ts";
import { EmptyHint } from "../../ui-kit/empty-hint.tsx";
import { Page } from "../../ui-kit/page.tsx";
import { PermittedButton } from "../../ui-kit/permitted-button.tsx";
import { ProblemBox } from "../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../ui-kit/skeleton-rows.tsx";
import { StateTag } from "../../ui-kit/state-tag.tsx";
import { codeDraftOf, LiveCodeForm } from "./live-code-form.tsx";
import type { CodeDraft } from "./live-code-form.tsx";
import { QrCard } from "./qr-card.tsx";
import { codeTone, sayValidity } from "./say-code.ts";
import "./live-codes.css";

const route = getRouteApi("/live-codes/$liveCodeId");

/** One live code: its QR and link, which never change, and where it leads, which may. */
export function LiveCodePage(): ReactNode {
  const t = useMessages().liveCodes;
  const { liveCodeId } = route.useParams();
  const query = useApi("GET /live-codes", {});
  if (query.error && !query.data) return <ProblemBox error={query.error} again={() => void query.refetch()} />;
  if (!query.data) return <SkeletonRows count={10} />;
  const code = query.data.items.find((one) => one.id === liveCodeId);
  if (!code) return <EmptyHint title={t.page.gone} />;
  return (
    <Page
      title={code.name}
      up={{ to: "/live-codes", label: t.title }}
      note={<CodeNote code={code} />}
      acts={<StopButton code={code} />}
    >
      <div className="two-columns">
        <Edit key={JSON.stringify(codeDraftOf(code))} code={code} />
        <QrCard code={code} />
      </div>
    </Page>
  );
}

function CodeNote({ code }: { code: LiveCode }): ReactNode {
  const t = useMessages();
  const format = useFormat();
  return (
    <span className="row code-note">
      <StateTag tone={codeTone[code.state]}>{t.words.liveCodeState[code.state]}</StateTag>
      <span>{t.liveCodes.page.joined(format.number(code.joinedCount))}</span>
      <span>{code.communityName}</span>
      <span>{sayValidity(code, t, format)}</span>
    </span>
  );
}

function Edit({ code }: { code: LiveCode }): ReactNode {
  const t = useMessages().liveCodes.form;
  const notices = useNotices();
  const [form] = Form.useForm<CodeDraft>();
  const update = useAct("PATCH /live-codes/:liveCodeId", { onRefused: useFieldProblems(form) });
  const set = ({ name, groupIds, next, validFrom, validUntil }: CodeDraft) =>
    update.run({ liveCodeId: code.id, name, groupIds, next, validFrom, validUntil });
  const save = async (draft: CodeDraft) => {
    if (await set(draft)) notices.undoable(t.saved, () => void set(codeDraftOf(code)));
  };
  return (
    <LiveCodeForm
      form={form}
      start={codeDraftOf(code)}
      isNew={false}
      saveLabel={t.save}
      isSaving={update.isRunning}
      save={(draft) => void save(draft)}
    />
  );
}

function StopButton({ code }: { code: LiveCode }): ReactNode {
  const t = useMessages().liveCodes.page;
  const notices = useNotices();
  const update = useAct("PATCH /live-codes/:liveCodeId");
  const set = (stopped: boolean) => update.run({ liveCodeId: code.id, stopped });
  const stop = async () => {
    const agreed = await notices.confirm({
      title: t.stopTitle(code.name),
      body: t.stopBody,
      ok: t.stop,
      isDanger: true,
    });
    if (agreed && (await set(true))) notices.undoable(t.stopped, () => void set(false));
  };
  const reopen = async () => {
    if (await set(false)) notices.undoable(t.reopened, () => void set(true));
  };
  return (
    <PermittedButton
      permission="groups.write"
      danger={!code.stopped}
      loading={update.isRunning}
      onClick={() => void (code.stopped ? reopen() : stop())}
    >
      {code.stopped ? t.reopen : t.stop}
    </PermittedButton>
  );
}
