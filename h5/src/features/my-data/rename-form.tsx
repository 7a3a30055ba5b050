import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { renameMe } from "../../app/api.ts";
import { texts } from "../../app/language.ts";
import { describeTrouble } from "../../app/problem.ts";
import { showToast } from "../../app/toast.tsx";
import { useAct } from "../../app/use-act.ts";

const nicknameLimit = 20;

interface Props {
  readonly nickname: string;
  readonly onRenamed: () => void;
}

/** Changes the nickname; says what is wrong with a new one before it is sent. */
export function RenameForm({ nickname, onRenamed }: Props): JSX.Element {
  const { myData: words, join } = texts.value;
  const [value, setValue] = useState(nickname);
  const [fault, setFault] = useState<string | null>(null);
  const act = useAct();
  const trimmed = value.trim();

  const save = async () => {
    const found = findFault(trimmed);
    setFault(found);
    if (found !== null || !(await act.run((key) => renameMe({ nickname: trimmed }, { key })))) return;
    showToast(words.renamed);
    onRenamed();
  };
  const findFault = (name: string): string | null => {
    if (name === "") return join.nicknameEmpty;
    return name.length > nicknameLimit ? join.nicknameTooLong(nicknameLimit, name.length) : null;
  };
  const complaint = fault ?? (act.trouble && describeTrouble(act.trouble, texts.value));

  return (
    <form
      class="card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label class="field">
        <span class="field-name">{words.nickname}</span>
        <span class="field-row">
          <input
            class="input"
            name="nickname"
            value={value}
            maxLength={200}
            aria-invalid={complaint !== null}
            aria-describedby="rename-note"
            onInput={(event) => {
              setValue(event.currentTarget.value);
              setFault(null);
              act.clear();
            }}
          />
          <button type="submit" class="button" disabled={act.isBusy || trimmed === nickname}>
            {words.save}
          </button>
        </span>
        <span id="rename-note" class="note bad" role="alert">
          {complaint}
        </span>
      </label>
    </form>
  );
}
