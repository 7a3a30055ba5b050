import { Button, Progress } from "antd";
import type { ReactNode } from "react";
import type { Out } from "../../app/api-routes.ts";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useFormat } from "../../app/session.tsx";
import { useAct, useApi } from "../../app/use-api.ts";
import { Card } from "../../ui-kit/card.tsx";
import { PermittedButton } from "../../ui-kit/permitted-button.tsx";

type Demo = Out<"GET /demo">;

/** The demo community: offered to a new org, watched while it is made, wiped when it is no longer wanted. */
export function DemoCard({ isNew }: { isNew: boolean }): ReactNode {
  const t = useMessages().overview;
  const query = useApi("GET /demo", {}, { everyMs: 2_000 });
  const demo = query.data;
  if (!demo || (demo.state === "absent" && !isNew)) return null;
  const isOffered = demo.state === "absent" || demo.state === "failed";
  return (
    <Card title={isOffered ? t.first.demoTitle : t.demo.title} className="demo">
      {isOffered && <Offer hasFailed={demo.state === "failed"} />}
      {demo.state === "making" && <Making progress={demo.progress} />}
      {demo.state === "wiping" && <p role="status">{t.demo.wiping}</p>}
      {demo.state === "present" && <Present demo={demo} />}
    </Card>
  );
}

function Offer({ hasFailed }: { hasFailed: boolean }): ReactNode {
  const t = useMessages().overview;
  const making = useAct("POST /demo");
  return (
    <div className="stack">
      <p className="muted">{t.first.demoBody}</p>
      {hasFailed && <p className="demo-failed">{t.demo.failed}</p>}
      <div>
        <PermittedButton permission="org.manage" loading={making.isRunning} onClick={() => void making.run({})}>
          {t.first.demoMake}
        </PermittedButton>
      </div>
    </div>
  );
}

function Making({ progress }: { progress: number }): ReactNode {
  const t = useMessages().overview.demo;
  const format = useFormat();
  return (
    <div role="status">
      <p>{t.making(format.percent(progress))}</p>
      <Progress percent={Math.round(progress * 100)} showInfo={false} />
    </div>
  );
}

function Present({ demo }: { demo: Demo }): ReactNode {
  const t = useMessages().overview.demo;
  const format = useFormat();
  const notices = useNotices();
  const wiping = useAct("DELETE /demo");
  const [members, messages] = [format.number(demo.members), format.number(demo.messages)];
  const wipe = async () => {
    const agreed = await notices.confirm({
      title: t.wipeTitle,
      body: t.wipeBody(members, messages),
      ok: t.wipe,
      isDanger: true,
    });
    if (agreed && (await wiping.run({}))) notices.done(t.wiped);
  };
  return (
    <div className="row">
      <span className="muted">{t.present(members, messages)}</span>
      {demo.joinUrl && (
        <Button href={demo.joinUrl} target="_blank" rel="noreferrer">
          {t.join}
        </Button>
      )}
      <PermittedButton permission="org.manage" danger loading={wiping.isRunning} onClick={() => void wipe()}>
        {t.wipe}
      </PermittedButton>
    </div>
  );
}
