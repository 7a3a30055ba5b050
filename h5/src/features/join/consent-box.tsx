import type { JSX } from "preact";
import { texts } from "../../app/language.ts";

interface Props {
  readonly name: string;
  readonly text: string;
  readonly isRequired: boolean;
  readonly isOn: boolean;
  readonly error: string | undefined;
  readonly onChange: (isOn: boolean) => void;
}

/** One consent, given or not by itself. */
export function ConsentBox({ name, text, isRequired, isOn, error, onChange }: Props): JSX.Element {
  const { join } = texts.value;
  return (
    <label class="consent">
      <input
        type="checkbox"
        name={name}
        checked={isOn}
        aria-invalid={error !== undefined}
        aria-required={isRequired}
        aria-describedby={`${name}-error`}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        {text}
        <small class={isRequired ? "chip" : "chip quiet-chip"}>{isRequired ? join.required : join.optional}</small>
        <span id={`${name}-error`} class="note bad">
          {error}
        </span>
      </span>
    </label>
  );
}
