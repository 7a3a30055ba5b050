import { Button, Dropdown } from "antd";
import type { MenuProps } from "antd";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { appearances, changeAppearance, useAppearance } from "./appearance.tsx";
import { languages, useLanguage } from "./language.tsx";
import { useEnter, useSession } from "./session.tsx";
import { useAct } from "./use-api.ts";

const languageNames = { zh: "中文", en: "English" } as const;

/** Who is signed in, and what concerns only this person and this browser. */
export function AccountMenu(): ReactNode {
  const { language, change, messages } = useLanguage();
  const t = messages.app.account;
  const { me } = useSession();
  const navigate = useNavigate();
  const appearance = useAppearance();
  const enter = useEnter();
  const signOut = useAct("DELETE /sessions/current");
  const leave = async () => {
    if (await signOut.run({})) enter(null);
  };
  const items: MenuProps["items"] = [
    {
      key: "who",
      type: "group",
      label: `${me.staff.name} · ${messages.words.role[me.staff.role]}`,
    },
    { key: "account", label: t.password, onClick: () => void navigate({ to: "/account" }) },
    { type: "divider" },
    {
      key: "language",
      type: "group",
      label: t.language,
      children: languages.map((one) => ({
        key: one,
        label: choice(languageNames[one], one === language),
        onClick: () => void change(one),
      })),
    },
    {
      key: "appearance",
      type: "group",
      label: t.appearance,
      children: appearances.map((one) => ({
        key: one,
        label: choice(t[one], one === appearance),
        onClick: () => changeAppearance(one),
      })),
    },
    { type: "divider" },
    { key: "out", label: t.signOut, onClick: () => void leave() },
  ];
  return (
    <Dropdown menu={{ items }} trigger={["click"]} placement="bottomRight">
      <Button className="shell-account" aria-label={`${t.label} ${me.staff.name}`}>
        {me.staff.name.slice(0, 1)}
      </Button>
    </Dropdown>
  );
}

function choice(label: string, isChosen: boolean): ReactNode {
  return (
    <span className="menu-choice" aria-current={isChosen}>
      {label}
      {isChosen && <span aria-hidden="true">✓</span>}
    </span>
  );
}
