import { Input } from "antd";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useDebounced } from "../app/use-debounced.ts";

export interface SearchBoxProps {
  readonly value: string;
  readonly label: string;
  /** Called when typing has rested for 0.3 s. */
  readonly onSettled: (text: string) => void;
}

/** A search field that asks when the hand rests. */
export function SearchBox({ value, label, onSettled }: SearchBoxProps): ReactNode {
  const [text, setText] = useState(value);
  const settled = useDebounced(text, 300);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (settled === text && settled !== value) onSettled(settled);
    // Only a rest in typing asks; the address answering with the same value must not.
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `text` and `value` are read, not waited for (2026-11-24)
  }, [settled]);
  return (
    <Input.Search
      className="filters-search"
      aria-label={label}
      placeholder={label}
      allowClear
      maxLength={60}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onSearch={onSettled}
    />
  );
}
