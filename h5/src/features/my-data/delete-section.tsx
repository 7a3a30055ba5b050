import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { deleteMyData } from "../../app/api.ts";
import { ConfirmDialog } from "../../app/confirm-dialog.tsx";
import { texts } from "../../app/language.ts";
import { describeTrouble } from "../../app/problem.ts";
import { useAct } from "../../app/use-act.ts";

interface Props {
  readonly nickname: string;
  readonly onDeleted: () => void;
}

/** Erases everything, after the member has typed his nickname. */
export function DeleteSection({ nickname, onDeleted }: Props): JSX.Element {
  const { myData: words } = texts.value;
  const [isAsking, setAsking] = useState(false);
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);
  const act = useAct();

  const erase = async () => {
    setWrong(typed.trim() !== nickname);
    if (typed.trim() !== nickname) return;
    if (await act.run((key) => deleteMyData({ nickname }, { key }))) onDeleted();
  };
  const complaint = isWrong ? words.deleteMismatch : act.trouble && describeTrouble(act.trouble, texts.value);

  return (
    <>
      <section class="card">
        <h2>{words.deleteTitle}</h2>
        <p>{words.deleteText}</p>
        <button type="button" class="button danger-line wide" onClick={() => setAsking(true)}>
          {words.deleteNow}
        </button>
      </section>
      {isAsking && (
        <ConfirmDialog
          title={words.deleteTitle}
          text={words.deleteConfirm(nickname)}
          yes={words.deleteYes}
          isBusy={act.isBusy}
          onYes={() => void erase()}
          onClose={() => setAsking(false)}
        >
          <input
            class="input"
            aria-label={words.nickname}
            aria-invalid={complaint !== null}
            value={typed}
            onInput={(event) => {
              setTyped(event.currentTarget.value);
              setWrong(false);
            }}
          />
          <p class="note bad" role="alert">
            {complaint}
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
