import { Button, Progress } from "antd";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { Out } from "../../app/api-routes.ts";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useFormat, useReenter } from "../../app/session.tsx";
import { useAct, useApi } from "../../app/use-api.ts";
import { Card } from "../../ui-kit/card.tsx";
import { PermittedButton } from "../../ui-kit/permitted-button.tsx";

type Demo = Out<"GET /demo">;

/** The demo is an org of its own: offered to who has hardly begun, watched while it is made, entered, wiped. */
export function DemoCard({ isOffered }: { isOffered: boolean }): ReactNode {
  const t = useMessages().overview;
  const demo = useDemo();
  if (!demo || (demo.state === "absent" && !isOffered)) return null;
  const isMissing = demo.state === "absent" || demo.state === "failed";
  return (
    <Card title={isMissing ? t.first.demoTitle : t.demo.title} className="demo">
      {isMissing && <Offer hasFailed={demo.state === "failed"} />}
      {demo.state === "making" && <Making progress={demo.progress} />}
      {demo.state === "wiping" && <p role="status">{t.demo.wiping}</p>}
      {demo.state === "present" && <Present demo={demo} />}
    </Card>
  );
}

/** Where the demo stands: asked every second while it changes. Who was inside when it was wiped is elsewhere then. */
function useDemo(): Demo | undefined {
  const reenter = useReenter();
  const [last, setLast] = useState<Demo["state"]>();
  const isChanging = last === "making" || last === "wiping";
  const { data } = useApi("GET /demo", {}, { everyMs: isChanging ? 1_000 : 60_000 });
  if (data && data.state !== last) setLast(data.state);
  const isWiped = useRef(false);
  useEffect(() => {
    if (last === "wiping") isWiped.current = true;
    if (last !== "absent" || !isWiped.current) return;
    isWiped.current = false;
    void reenter();
  }, [last, reenter]);
  return data;
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
  return (
    <div className="row">
      <span className="muted">{t.present(format.number(demo.members), format.number(demo.messages))}</span>
      {!demo.inside && <EnterButton />}
      {demo.joinUrl && (
        <Button href={demo.joinUrl} target="_blank" rel="noreferrer">
          {t.join}
        </Button>
      )}
      <WipeButton demo={demo} />
    </div>
  );
}

/** Signs one in to the demo's org; the way back stands in the top bar. */
function EnterButton(): ReactNode {
  const t = useMessages().overview.demo;
  const reenter = useReenter();
  const entering = useAct("POST /demo/enter");
  const enter = async () => {
    if (await entering.run({})) await reenter();
  };
  return (
    <PermittedButton permission="org.manage" type="primary" loading={entering.isRunning} onClick={() => void enter()}>
      {t.enter}
    </PermittedButton>
  );
}

function WipeButton({ demo }: { demo: Demo }): ReactNode {
  const t = useMessages().overview.demo;
  const format = useFormat();
  const notices = useNotices();
  const wiping = useAct("DELETE /demo");
  const wipe = async () => {
    const agreed = await notices.confirm({
      title: t.wipeTitle,
      body: t.wipeBody(format.number(demo.members), format.number(demo.messages)),
      ok: t.wipe,
      isDanger: true,
    });
    if (agreed && (await wiping.run({}))) notices.done(t.wiped);
  };
  return (
    <PermittedButton permission="org.manage" danger loading={wiping.isRunning} onClick={() => void wipe()}>
      {t.wipe}
    </PermittedButton>
  );
}
