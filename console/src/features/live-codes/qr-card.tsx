import { Button } from "antd";
import type { ReactNode } from "react";
import type { LiveCode } from "../../../../contract/groups.ts";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useApi } from "../../app/use-api.ts";
import { Card } from "../../ui-kit/card.tsx";
import { copyText } from "../../ui-kit/copy-text.ts";
import { ProblemBox } from "../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../ui-kit/skeleton-rows.tsx";
import { downloadPng, downloadSvg, svgAddress } from "./download-qr.ts";
import "./live-codes.css";

/** The QR and the link, to copy, print and put anywhere. */
export function QrCard({ code }: { code: LiveCode }): ReactNode {
  const t = useMessages();
  const words = t.liveCodes.page;
  const notices = useNotices();
  const query = useApi("GET /live-codes/:liveCodeId/qr", { liveCodeId: code.id });
  const copy = async () => {
    if (await copyText(code.url)) notices.done(t.app.copied);
  };
  return (
    <Card title={words.qr} className="qr-card">
      {query.error && <ProblemBox error={query.error} again={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows count={6} />}
      {query.data && (
        <>
          {/* As an image, so that whatever the SVG holds cannot run. */}
          <img className="qr" src={svgAddress(query.data.svg)} alt={words.qrAlt(code.name)} />
          <div className="row">
            <Button onClick={() => void downloadPng(query.data.svg, code.name).catch(notices.refused)}>
              {words.png}
            </Button>
            <Button onClick={() => downloadSvg(query.data.svg, code.name)}>{words.svg}</Button>
          </div>
        </>
      )}
      <p className="qr-link">
        <a href={code.url} target="_blank" rel="noreferrer">
          {code.url}
        </a>
      </p>
      <Button type="primary" onClick={() => void copy()}>
        {words.copy}
      </Button>
      <p className="muted small qr-link">{words.never}</p>
    </Card>
  );
}
