import { Input, Select, Switch } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";
import type { Conditions } from "./draft-rule.ts";
import { parseWords } from "./parse-words.ts";
import type { ParsedWords } from "./parse-words.ts";

type Keywords = NonNullable<Conditions["keywords"]>;

interface KeywordFieldProps {
  readonly keywords: Keywords;
  readonly change: (keywords: Keywords) => void;
}

const modes = ["any", "all", "exact"] as const;

/** Words to look for. Paste as many as you like: doubles go, and what was left out is said. */
export function KeywordField({ keywords, change }: KeywordFieldProps): ReactNode {
  const t = useMessages();
  const words = t.rules.form;
  const [typed, setTyped] = useState(() => keywords.words.join("\n"));
  const parsed = parseWords(typed);
  const write = (text: string) => {
    setTyped(text);
    change({ ...keywords, words: [...parseWords(text).words] });
  };
  return (
    <div className="stack">
      <Select
        aria-label={words.keywords}
        value={keywords.mode}
        options={modes.map((mode) => ({ value: mode, label: t.words.keywordMode[mode] }))}
        onChange={(mode) => change({ ...keywords, mode })}
      />
      <Input.TextArea
        aria-label={words.keywords}
        value={typed}
        autoSize={{ minRows: 3, maxRows: 12 }}
        onChange={(event) => write(event.target.value)}
        // Leaving the field tidies it: one word a line, doubles gone.
        onBlur={() => setTyped(parsed.words.join("\n"))}
      />
      <p className="muted small">{words.keywordsHint}</p>
      <WordCounts parsed={parsed} />
      <label className="row">
        <Switch checked={keywords.folded} onChange={(folded) => change({ ...keywords, folded })} />
        {words.folded}
        <span className="muted small">{words.foldedHint}</span>
      </label>
    </div>
  );
}

function WordCounts({ parsed }: { parsed: ParsedWords }): ReactNode {
  const t = useMessages().rules.form;
  const facts = [
    t.keywordCount(parsed.words.length),
    parsed.doubled > 0 && t.keywordDoubles(parsed.doubled),
    parsed.tooLong > 0 && t.keywordLong(parsed.tooLong),
    parsed.tooMany > 0 && t.keywordOver(parsed.tooMany),
  ].filter((fact) => typeof fact === "string");
  return (
    <p className="small" role="status">
      {facts.join(" · ")}
    </p>
  );
}
