import { Input, Modal } from "antd";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useId, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useMessages } from "./language.tsx";
import type { PaletteEntry, PaletteSection } from "./palette-entries.ts";
import { usePaletteSearch } from "./use-palette-search.ts";
import "./palette.css";

/** Search from anywhere by keyboard: pages, acts, groups, members, messages. */
export function Palette({ close }: { close: () => void }): ReactNode {
  const t = useMessages().app.palette;
  const navigate = useNavigate();
  const listId = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const sections = usePaletteSearch(typed).filter((one) => one.entries.length > 0 || one.isSearching || one.hasFailed);
  const entries = sections.flatMap((one) => one.entries);
  const chosen = entries[Math.min(at, entries.length - 1)];
  const open = (entry: PaletteEntry) => {
    close();
    void navigate(entry.link);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((before) => (Math.min(before, entries.length - 1) + step + entries.length) % entries.length);
    else if (event.key === "Enter" && chosen) open(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <Modal open onCancel={close} footer={null} closable={false} width={600} className="palette" style={{ top: 72 }}>
      <Input
        autoFocus
        size="large"
        variant="borderless"
        placeholder={t.placeholder}
        aria-label={t.open}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={chosen ? `${listId}-${chosen.key}` : undefined}
        maxLength={60}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <div className="palette-list" role="listbox" id={listId} aria-label={t.open}>
        {sections.map((section) => (
          <PaletteGroup key={section.title} section={section} chosen={chosen} listId={listId} open={open} />
        ))}
        {sections.length === 0 && (
          <p className="palette-empty">
            {t.empty} <span className="muted">{t.emptyHint}</span>
          </p>
        )}
      </div>
      <p className="palette-keys">{t.keys}</p>
    </Modal>
  );
}

interface PaletteGroupProps {
  readonly section: PaletteSection;
  readonly chosen: PaletteEntry | undefined;
  readonly listId: string;
  readonly open: (entry: PaletteEntry) => void;
}

function PaletteGroup({ section, chosen, listId, open }: PaletteGroupProps): ReactNode {
  const t = useMessages().app.palette;
  return (
    <div role="group" aria-label={section.title}>
      <div className="palette-title">
        {section.title}
        {section.isSearching && <span>{t.searching}</span>}
        {section.hasFailed && <span className="palette-failed">{t.failed}</span>}
      </div>
      {section.entries.map((entry) => (
        <PaletteOption
          key={entry.key}
          id={`${listId}-${entry.key}`}
          entry={entry}
          isChosen={entry.key === chosen?.key}
          open={open}
        />
      ))}
    </div>
  );
}

interface PaletteOptionProps {
  readonly id: string;
  readonly entry: PaletteEntry;
  readonly isChosen: boolean;
  readonly open: (entry: PaletteEntry) => void;
}

function PaletteOption({ id, entry, isChosen, open }: PaletteOptionProps): ReactNode {
  useEffect(() => {
    if (isChosen) document.getElementById(id)?.scrollIntoView({ block: "nearest" });
  }, [id, isChosen]);
  return (
    <button
      type="button"
      id={id}
      role="option"
      aria-selected={isChosen}
      tabIndex={-1}
      className={`palette-option ${isChosen ? "palette-chosen" : ""}`}
      onClick={() => open(entry)}
    >
      <span className="cut" title={entry.title}>
        {entry.title}
      </span>
      <small className="cut">{entry.note}</small>
    </button>
  );
}
