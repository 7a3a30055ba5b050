import type { ComponentChildren, JSX } from "preact";
import type { getMyData } from "../../../../contract/members.ts";
import type { Output } from "../../../../contract/route.ts";
import { formatCount, formatDay } from "../../app/format-time.ts";
import { languageTag, texts } from "../../app/language.ts";
import { serverNow } from "../../app/server-clock.ts";

/** Every kind of thing that is held, none left out. */
export function HeldList({ held }: { readonly held: Output<typeof getMyData> }): JSX.Element {
  const { myData: words } = texts.value;
  const tag = languageTag.value;
  const day = (instant: string) => formatDay(Date.parse(instant), { tag, now: serverNow() });
  const kinds: Readonly<Record<string, string>> = words.consentKinds;
  return (
    <dl class="card held">
      <Entry name={words.joinedAt}>{day(held.joinedAt)}</Entry>
      <Entry name={words.messages}>{words.pieces(formatCount(held.messageCount, tag))}</Entry>
      <Entry name={words.pictures}>{words.sheets(formatCount(held.pictureCount, tag))}</Entry>
      <Entry name={words.tags}>{held.tags.length > 0 ? held.tags.join("、") : words.noTags}</Entry>
      <Entry name={words.groups}>
        {held.groups.map((group) => (
          <p key={group.name + group.joinedAt}>
            {group.name}
            <small>
              {group.leftAt === null
                ? words.groupSince(day(group.joinedAt))
                : words.groupUntil(day(group.joinedAt), day(group.leftAt))}
            </small>
          </p>
        ))}
      </Entry>
      <Entry name={words.consents}>
        {held.consents.map((consent) => (
          <p key={consent.kind + consent.givenAt}>
            {kinds[consent.kind] ?? consent.kind}
            <small>{words.consentLine(consent.version, day(consent.givenAt))}</small>
          </p>
        ))}
      </Entry>
      <Entry name={words.identities}>
        {held.identities.map((identity) => (
          <p key={identity.carrier + identity.createdAt}>
            {words.carriers[identity.carrier]}
            <small>{words.groupSince(day(identity.createdAt))}</small>
          </p>
        ))}
      </Entry>
    </dl>
  );
}

function Entry({ name, children }: { readonly name: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
