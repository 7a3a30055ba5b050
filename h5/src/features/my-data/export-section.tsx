import type { JSX } from "preact";
import { exportMyData } from "../../app/api.ts";
import { texts } from "../../app/language.ts";
import { describeTrouble } from "../../app/problem.ts";
import { showToast } from "../../app/toast.tsx";
import { useAct } from "../../app/use-act.ts";

/** Everything as a file on the member's own device. */
export function ExportSection(): JSX.Element {
  const { myData: words } = texts.value;
  const act = useAct();
  const download = () =>
    act.run(async () => {
      const { data } = await exportMyData({});
      saveFile("qundao-my-data.json", JSON.stringify(data, null, 2));
      showToast(words.exported);
    });
  return (
    <section class="card">
      <h2>{words.exportTitle}</h2>
      <p>{words.exportText}</p>
      {act.trouble && (
        <p class="note bad" role="alert">
          {describeTrouble(act.trouble, texts.value)}
        </p>
      )}
      <button type="button" class="button wide" disabled={act.isBusy} onClick={() => void download()}>
        {act.isBusy ? words.exporting : words.exportNow}
      </button>
    </section>
  );
}

function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // Some browsers read the address only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
