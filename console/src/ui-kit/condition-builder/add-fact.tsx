import { Button, Select } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import type { Condition } from "../../../../contract/segments.ts";
import { useMessages } from "../../app/language.tsx";
import { useApi } from "../../app/use-api.ts";
import { startFact } from "./edit-condition.ts";
import { factOptions } from "./fact-options.ts";
import type { Shared } from "./group-field.tsx";

const segmentPrefix = "segment:";

/** A button that becomes a search over all that can be asked, saved segments included. */
export function AddFact({ shared, add }: { shared: Shared; add: (part: Condition) => void }): ReactNode {
  const t = useMessages();
  const words = t.segments.builder;
  const { subject, facts, of } = shared;
  const [isOpen, setOpen] = useState(false);
  // Whoever closes the search without choosing is back at the button.
  const [wasOpen, setWasOpen] = useState(false);
  const saved = useApi("GET /segments", { subject }, { when: isOpen });
  if (!isOpen)
    return (
      <Button
        size="small"
        autoFocus={wasOpen}
        onClick={() => {
          setOpen(true);
          setWasOpen(true);
        }}
      >
        ＋ {words.addFact}
      </Button>
    );
  const segments = (saved.data?.items ?? []).filter((one) => one.id !== of && one.subject === subject);
  const choose = (value: string) => {
    setOpen(false);
    const segment = segments.find(({ id }) => `${segmentPrefix}${id}` === value);
    const fact = facts.get(value);
    if (segment) add({ kind: "segment", segmentId: segment.id });
    else if (fact) add(startFact(fact));
  };
  const savedOptions = segments.map(({ id, name }) => ({ value: `${segmentPrefix}${id}`, label: name }));
  return (
    <Select<string>
      autoFocus
      defaultOpen
      size="small"
      className="cond-add"
      popupMatchSelectWidth={280}
      aria-label={words.pickFact}
      placeholder={words.pickFact}
      notFoundContent={words.noFact}
      showSearch={{ optionFilterProp: "label" }}
      options={[
        ...factOptions(facts, t),
        ...(savedOptions.length > 0 ? [{ label: t.segments.factGroups.saved, options: savedOptions }] : []),
      ]}
      onSelect={choose}
      onOpenChange={(open) => {
        if (!open) setOpen(false);
      }}
    />
  );
}
