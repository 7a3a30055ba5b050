import { Button, Tooltip } from "antd";
import type { ButtonProps } from "antd";
import type { ReactNode } from "react";
import type { Permission } from "../../../contract/permissions.ts";
import { useMessages } from "../app/language.tsx";
import { useSession } from "../app/session.tsx";

export interface PermittedButtonProps extends ButtonProps {
  readonly permission: Permission;
}

/** A button that stays in its place but does nothing for who may not, and says why. */
export function PermittedButton({ permission, ...button }: PermittedButtonProps): ReactNode {
  const reason = useWhyNot(permission);
  if (!reason) return <Button {...button} />;
  return (
    <Tooltip title={reason}>
      {/* A disabled button fires no events: the span carries the tooltip, also for the keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above (2026-11-24) */}
      <span tabIndex={0} role="note" aria-label={reason}>
        <Button {...button} disabled />
      </span>
    </Tooltip>
  );
}

/** The sentence why the colleague may not, or undefined when they may. */
export function useWhyNot(permission: Permission): string | undefined {
  const t = useMessages();
  const { me, can } = useSession();
  if (can(permission)) return undefined;
  return t.app.needsRole(t.words.permission[permission], t.words.role[me.staff.role]);
}
