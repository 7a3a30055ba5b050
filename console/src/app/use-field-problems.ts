import type { FormInstance } from "antd";
import { useMessages } from "./language.tsx";
import { fieldSentences } from "./problem-sentence.ts";

/** Shows refusals that name fields beside those fields; returns false for all others, so that a notice says them. */
export function useFieldProblems(form: FormInstance): (error: unknown) => boolean {
  const t = useMessages();
  return (error) => {
    const names = Object.keys(form.getFieldsValue() as object);
    const found = fieldSentences(error, t).filter(({ path }) => names.includes(path.split(".")[0] ?? ""));
    form.setFields(found.map(({ path, sentence }) => ({ name: path.split("."), errors: [sentence] })));
    return found.length > 0;
  };
}
