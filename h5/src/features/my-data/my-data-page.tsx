import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { getMyData as route } from "../../../../contract/members.ts";
import type { Output } from "../../../../contract/route.ts";
import { getMyData } from "../../app/api.ts";
import { forgetAll } from "../../app/storage.ts";
import { LanguageSwitch } from "../../app/language-switch.tsx";
import { texts } from "../../app/language.ts";
import { StatePage } from "../../app/state-page.tsx";
import { TopBar } from "../../app/top-bar.tsx";
import { TroublePage } from "../../app/trouble-page.tsx";
import { useLoad } from "../../app/use-load.ts";
import { DeleteSection } from "./delete-section.tsx";
import { ExportSection } from "./export-section.tsx";
import { HeldList } from "./held-list.tsx";
import { RenameForm } from "./rename-form.tsx";
import "./my-data.css";

/** What is held about the member, with everything he can do about it. */
export function MyDataPage(): JSX.Element {
  const { myData: words } = texts.value;
  const { loaded, reload } = useLoad(() => getMyData({}));
  const [isDeleted, setDeleted] = useState(false);
  if (isDeleted) return <StatePage icon="check" title={words.deletedTitle} text={words.deletedText} />;
  if (loaded.state === "failed") return <TroublePage trouble={loaded.trouble} onRetry={reload} />;
  return (
    <div class="screen">
      <TopBar title={words.title} backTo="/m/">
        <LanguageSwitch />
      </TopBar>
      <main class="page">
        <p class="quiet">{words.intro}</p>
        {loaded.state === "ready" ? (
          <Sections
            held={loaded.value}
            onRenamed={reload}
            onDeleted={() => {
              forgetAll();
              setDeleted(true);
            }}
          />
        ) : (
          <>
            <div class="bone" style={{ height: "110px" }} />
            <div class="bone" style={{ height: "360px" }} />
          </>
        )}
      </main>
    </div>
  );
}

interface SectionProps {
  readonly held: Output<typeof route>;
  readonly onRenamed: () => void;
  readonly onDeleted: () => void;
}

function Sections({ held, onRenamed, onDeleted }: SectionProps): JSX.Element {
  return (
    <>
      <RenameForm nickname={held.nickname} onRenamed={onRenamed} />
      <HeldList held={held} />
      <ExportSection />
      <DeleteSection nickname={held.nickname} onDeleted={onDeleted} />
    </>
  );
}
