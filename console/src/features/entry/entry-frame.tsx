import type { ReactNode } from "react";
import { languages, useLanguage } from "../../app/language.tsx";
import "./entry.css";

/** The quiet page before the console: a small archipelago above one form. */
export function EntryFrame({
  title,
  body,
  children,
}: {
  title: string;
  body?: string;
  children: ReactNode;
}): ReactNode {
  const { messages: t } = useLanguage();
  return (
    <main className="entry">
      <div className="entry-card">
        <Islands />
        <div className="entry-brand">{t.app.name}</div>
        <p className="entry-tagline">{t.entry.tagline}</p>
        <h1>{title}</h1>
        {body && <p className="muted">{body}</p>}
        {children}
      </div>
      <LanguageLinks />
    </main>
  );
}

function LanguageLinks(): ReactNode {
  const { language, change } = useLanguage();
  const names = { zh: "中文", en: "English" } as const;
  return (
    <div className="entry-languages">
      {languages.map((one) => (
        <button key={one} type="button" lang={one} disabled={one === language} onClick={() => void change(one)}>
          {names[one]}
        </button>
      ))}
    </div>
  );
}

function Islands(): ReactNode {
  return (
    <svg className="entry-islands" viewBox="0 0 368 96" aria-hidden="true">
      <path d="M60 40q26-30 62-10q30 20 6 44q-26 22-62 10q-30-20-6-44z" fill="var(--c1)" />
      <path d="M196 28q18-18 42-6q20 14 4 32q-18 16-42 6q-18-14-4-32z" fill="var(--c2)" />
      <path d="M284 52q12-14 30-4q14 10 2 24q-14 12-30 4q-12-10-2-24z" fill="var(--c3)" />
      <g stroke="var(--c4)" fill="none" strokeWidth="1.5">
        <path d="M44 90q10 6 20 0t20 0t20 0t20 0t20 0" />
        <path d="M188 70q8 5 16 0t16 0t16 0" />
        <path d="M276 86q7 4 14 0t14 0t14 0" />
      </g>
    </svg>
  );
}
