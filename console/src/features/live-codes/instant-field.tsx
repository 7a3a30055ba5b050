import { Input } from "antd";
import type { ReactNode } from "react";
import { useSession } from "../../app/session.tsx";
import { instantOf, localOf } from "./zoned-time.ts";

interface InstantFieldProps {
  /** Given by the form: an instant, or null. */
  readonly value?: string | null;
  readonly onChange?: (value: string | null) => void;
  readonly id?: string;
}

/** A moment in the org's time zone, in the browser's own field: nothing to load, and a phone shows its own picker. */
export function InstantField({ value = null, onChange, id }: InstantFieldProps): ReactNode {
  const { timeZone } = useSession().me.org;
  return (
    <Input
      {...(id ? { id } : {})}
      type="datetime-local"
      style={{ maxWidth: 240 }}
      value={value ? localOf(value, timeZone) : ""}
      onChange={(event) => onChange?.(event.target.value ? instantOf(event.target.value, timeZone) : null)}
    />
  );
}
