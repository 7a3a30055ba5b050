import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { MemberDetail } from "../../../../contract/members.ts";
import { useMessages } from "../../app/language.tsx";
import { useFormat } from "../../app/session.tsx";
import type { Messages } from "../../messages/messages.ts";
import { Card } from "../../ui-kit/card.tsx";
import { StateTag } from "../../ui-kit/state-tag.tsx";

type Stay = MemberDetail["groups"][number];

/** Groups with how this member came and left, consents, identities. */
export function MemberFacts({ member }: { member: MemberDetail }): ReactNode {
  const t = useMessages();
  const words = t.members.page;
  const format = useFormat();
  const consents: Readonly<Record<string, string>> = t.words.consent;
  return (
    <>
      <Card title={words.groups}>
        {member.groups.length === 0 && <p className="muted">{words.noGroups}</p>}
        <ul className="member-stays">
          {member.groups.map((stay) => (
            <StayLine key={`${stay.id}${stay.joinedAt}`} stay={stay} />
          ))}
        </ul>
      </Card>
      <Card title={words.facts}>
        <dl className="facts">
          <dt>{words.first}</dt>
          <dd>{format.dateTime(member.firstJoinedAt)}</dd>
          <dt>{words.consents}</dt>
          <dd>
            {member.consents.length === 0 && words.noConsents}
            {member.consents.map((one) => (
              <div key={`${one.kind}${one.givenAt}`}>
                {words.consent(consents[one.kind] ?? one.kind, one.version, format.dateTime(one.givenAt))}
              </div>
            ))}
          </dd>
          <dt>{words.identities}</dt>
          <dd>
            {member.identities.map((one) => (
              <div key={`${one.carrier}${one.externalId}`}>
                {words.identity(t.words.carrier[one.carrier], format.dateTime(one.createdAt))}
              </div>
            ))}
          </dd>
        </dl>
      </Card>
    </>
  );
}

function StayLine({ stay }: { stay: Stay }): ReactNode {
  const t = useMessages();
  const format = useFormat();
  const words = t.members.page;
  return (
    <li>
      <div className="member-stay">
        <Link to="/groups/$groupId" params={{ groupId: stay.id }} className="cut" title={stay.name}>
          {stay.name}
        </Link>
        <StayState stay={stay} />
      </div>
      <small className="muted">{words.cameBy(sourceName(stay, t), format.dateTime(stay.joinedAt))}</small>
    </li>
  );
}

function StayState({ stay }: { stay: Stay }): ReactNode {
  const t = useMessages();
  const format = useFormat();
  const words = t.members.page;
  if (stay.leftAt && stay.leftHow)
    return <StateTag tone="rest">{words.left(t.words.leftHow[stay.leftHow], format.dateTime(stay.leftAt))}</StateTag>;
  if (stay.mutedUntil) return <StateTag tone="ask">{words.muted(format.dateTime(stay.mutedUntil))}</StateTag>;
  return stay.isTrusted ? (
    <StateTag tone="good">{words.trusted}</StateTag>
  ) : (
    <StateTag tone="calm">{words.newcomer}</StateTag>
  );
}

const sourceName = ({ source }: Stay, t: Messages): string =>
  source.name ? `${t.words.source[source.kind]} ${source.name}` : t.words.source[source.kind];
