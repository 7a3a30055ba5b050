import { Button, Select } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import type { Staff } from "../../../../contract/org.ts";
import type { Role } from "../../../../contract/permissions.ts";
import type { Format } from "../../app/format.ts";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useFormat, useSession } from "../../app/session.tsx";
import { useAct, useApi } from "../../app/use-api.ts";
import type { Messages } from "../../messages/messages.ts";
import { Card } from "../../ui-kit/card.tsx";
import { DataTable } from "../../ui-kit/data-table.tsx";
import type { Column } from "../../ui-kit/data-table.tsx";
import { Page } from "../../ui-kit/page.tsx";
import { PermittedButton, useWhyNot } from "../../ui-kit/permitted-button.tsx";
import { ProblemBox } from "../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../ui-kit/skeleton-rows.tsx";
import { StateTag } from "../../ui-kit/state-tag.tsx";
import { givableRoles } from "./givable-roles.ts";
import { MakeStaff } from "./make-staff.tsx";
import { ResetPassword } from "./reset-password.tsx";

/** All colleagues: their roles, whether they may sign in, their passwords. */
export function StaffList(): ReactNode {
  const t = useMessages();
  const words = t.settings.staff;
  const format = useFormat();
  const [isMaking, setMaking] = useState(false);
  const [resetting, setResetting] = useState<Staff>();
  const query = useApi("GET /staff", {});
  const makeButton = (
    <PermittedButton permission="staff.manage" type="primary" onClick={() => setMaking(true)}>
      {words.make}
    </PermittedButton>
  );
  return (
    <Page title={words.title} note={words.note} acts={makeButton}>
      <Card>
        {query.error && !query.data && <ProblemBox error={query.error} again={() => void query.refetch()} />}
        {query.isPending && <SkeletonRows count={5} />}
        {query.data && (
          <DataTable
            label={words.title}
            columns={buildColumns(t, format, setResetting)}
            rows={query.data.items}
            keyOf={(one) => one.id}
          />
        )}
      </Card>
      {isMaking && <MakeStaff close={() => setMaking(false)} />}
      {resetting && <ResetPassword staff={resetting} close={() => setResetting(undefined)} />}
    </Page>
  );
}

function buildColumns(t: Messages, format: Format, reset: (staff: Staff) => void): Column<Staff>[] {
  const words = t.settings.staff;
  return [
    { key: "name", title: words.columns.name, isName: true, cell: (one) => <StaffName staff={one} /> },
    { key: "account", title: words.columns.account, text: (one) => one.account },
    { key: "role", title: words.columns.role, cell: (one) => <RoleSelect staff={one} /> },
    {
      key: "state",
      title: words.columns.state,
      cell: (one) => (
        <StateTag tone={one.disabled ? "rest" : "good"}>{one.disabled ? words.disabled : words.active}</StateTag>
      ),
    },
    {
      key: "seen",
      title: words.columns.seen,
      isNumber: true,
      cell: (one) => (one.lastSeenAt ? format.dateTime(one.lastSeenAt) : words.never),
    },
    {
      key: "acts",
      title: words.columns.acts,
      isNumber: true,
      isActs: true,
      cell: (one) => <StaffActs staff={one} reset={() => reset(one)} />,
    },
  ];
}

function StaffName({ staff }: { staff: Staff }): ReactNode {
  const t = useMessages().settings.staff;
  const { me } = useSession();
  return (
    <span className="data-text" title={staff.name}>
      {staff.name}
      {staff.id === me.staff.id && t.you}
    </span>
  );
}

function RoleSelect({ staff }: { staff: Staff }): ReactNode {
  const t = useMessages();
  const words = t.settings.staff;
  const { me } = useSession();
  const notices = useNotices();
  const whyNot = useWhyNot("staff.manage");
  const update = useAct("PATCH /staff/:staffId");
  const givable = givableRoles(me.staff.role);
  const isFixed = whyNot !== undefined || staff.id === me.staff.id || !givable.includes(staff.role);
  if (isFixed)
    return (
      <span title={whyNot ?? t.words.roleHint[staff.role]} className="muted">
        {t.words.role[staff.role]}
      </span>
    );
  const change = async (role: Role) => {
    if (await update.run({ staffId: staff.id, role }))
      notices.undoable(
        words.roleChanged(staff.name, t.words.role[role]),
        () => void update.run({ staffId: staff.id, role: staff.role }),
      );
  };
  return (
    <Select
      size="small"
      style={{ width: 112 }}
      aria-label={words.changeRole(staff.name)}
      loading={update.isRunning}
      value={staff.role}
      options={givable.map((role) => ({ value: role, label: t.words.role[role], title: t.words.roleHint[role] }))}
      onChange={(role) => void change(role)}
    />
  );
}

function StaffActs({ staff, reset }: { staff: Staff; reset: () => void }): ReactNode {
  const t = useMessages().settings.staff;
  const { me } = useSession();
  const notices = useNotices();
  const whyNot = useWhyNot("staff.manage");
  const update = useAct("PATCH /staff/:staffId");
  if (whyNot || staff.id === me.staff.id || !givableRoles(me.staff.role).includes(staff.role)) return null;
  const set = (disabled: boolean) => update.run({ staffId: staff.id, disabled });
  const disable = async () => {
    const agreed = await notices.confirm({
      title: t.disableTitle(staff.name),
      body: t.disableBody,
      ok: t.disable,
      isDanger: true,
    });
    if (agreed && (await set(true))) notices.undoable(t.disabledDone(staff.name), () => void set(false));
  };
  const enable = async () => {
    if (await set(false)) notices.undoable(t.enabledDone(staff.name), () => void set(true));
  };
  return (
    <>
      <Button size="small" type="text" onClick={reset}>
        {t.reset}
      </Button>
      <Button
        size="small"
        type="text"
        danger={!staff.disabled}
        loading={update.isRunning}
        onClick={() => void (staff.disabled ? enable() : disable())}
      >
        {staff.disabled ? t.enable : t.disable}
      </Button>
    </>
  );
}
