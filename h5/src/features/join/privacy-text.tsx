import type { JSX } from "preact";
import { texts } from "../../app/language.ts";

/** The privacy text: its gist in sight, the whole of it one tap away, with its version. */
export function PrivacyText({ orgName }: { readonly orgName: string }): JSX.Element {
  const { privacy, join } = texts.value;
  return (
    <section class="privacy">
      <h2>{privacy.title}</h2>
      <p>{privacy.intro(orgName)}</p>
      <details>
        <summary>{join.readMore(privacy.version)}</summary>
        <dl>
          {privacy.points.map(({ head, body }) => (
            <div key={head}>
              <dt>{head}</dt>
              <dd>{body}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}
