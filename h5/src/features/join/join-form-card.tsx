import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { JoinPage } from "../../../../contract/joining.ts";
import { join } from "../../app/api.ts";
import { texts } from "../../app/language.ts";
import { describeTrouble } from "../../app/problem.ts";
import { goTo } from "../../app/route.ts";
import { useAct } from "../../app/use-act.ts";
import { ConsentBox } from "./consent-box.tsx";
import { checkForm, cleanNickname, emptyForm, type JoinErrors, type JoinForm } from "./join-form.ts";
import { PrivacyText } from "./privacy-text.tsx";

interface Props {
  readonly page: JoinPage;
  readonly code: string;
  readonly invitedBy: string | null;
}

/** Nickname, privacy text, consents and the one button. */
export function JoinFormCard({ page, code, invitedBy }: Props): JSX.Element {
  const { join: words, privacy } = texts.value;
  const known = page.me?.nickname ?? null;
  const [form, setForm] = useState<JoinForm>({ ...emptyForm, nickname: known ?? "" });
  const [errors, setErrors] = useState<JoinErrors>({});
  const act = useAct();
  const ref = useRef<HTMLFormElement>(null);
  const isOutdated = page.privacyVersion !== privacy.version;

  const change = (part: Partial<JoinForm>) => {
    const next = { ...form, ...part };
    setForm(next);
    act.clear();
    // What was found wrong is looked at again while it is mended; nothing is complained of before that.
    if (Object.keys(errors).length > 0) setErrors(checkForm(next, texts.value));
  };

  const submit = async () => {
    const found = checkForm(form, texts.value);
    setErrors(found);
    const first = Object.keys(found)[0];
    if (first) {
      ref.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
      return;
    }
    const { nickname, ...consents } = form;
    await act.run(async (key) => {
      const version = { privacyVersion: privacy.version, ...(invitedBy ? { invitedBy } : {}) };
      const { groupId } = await join({ code, nickname: cleanNickname(nickname), consents, ...version }, { key });
      goTo(`/m/g/${groupId}`, "replace");
    });
  };

  return (
    <form
      ref={ref}
      class="card join-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <label class="field">
        <span class="field-name">{words.nickname}</span>
        <input
          name="nickname"
          class="input"
          value={form.nickname}
          readOnly={known !== null}
          autoComplete="off"
          maxLength={200}
          enterkeyhint="done"
          aria-invalid={errors.nickname !== undefined}
          aria-describedby="nickname-note"
          onInput={(event) => change({ nickname: event.currentTarget.value })}
        />
        <span id="nickname-note" class={errors.nickname ? "note bad" : "note"}>
          {errors.nickname ?? (known === null ? words.nicknameHint : words.nicknameKept)}
        </span>
      </label>
      <PrivacyText orgName={page.orgName} />
      <fieldset class="consents">
        <legend>{words.consents}</legend>
        <ConsentBox
          name="privacy"
          text={words.privacy}
          isRequired
          isOn={form.privacy}
          error={errors.privacy}
          onChange={(isOn) => change({ privacy: isOn })}
        />
        <ConsentBox
          name="messages"
          text={words.messages}
          isRequired
          isOn={form.messages}
          error={errors.messages}
          onChange={(isOn) => change({ messages: isOn })}
        />
        <ConsentBox
          name="contact"
          text={words.contact}
          isRequired={false}
          isOn={form.contact}
          error={undefined}
          onChange={(isOn) => change({ contact: isOn })}
        />
      </fieldset>
      {act.trouble && (
        <p class="note bad" role="alert">
          {describeTrouble(act.trouble, texts.value)}
        </p>
      )}
      {isOutdated ? (
        <>
          <p class="note bad">{words.outdated}</p>
          <button type="button" class="button primary wide" onClick={() => location.reload()}>
            {words.reload}
          </button>
        </>
      ) : (
        <button type="submit" class="button primary wide" disabled={act.isBusy}>
          {act.isBusy ? words.entering : words.enter}
        </button>
      )}
    </form>
  );
}
