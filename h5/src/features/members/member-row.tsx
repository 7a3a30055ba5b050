import type { JSX } from "preact";
import type { listNeighbours } from "../../../../contract/joining.ts";
import type { Output } from "../../../../contract/route.ts";
import { Avatar } from "../../app/avatar.tsx";
import { texts } from "../../app/language.ts";

export type Neighbour = Output<typeof listNeighbours>["items"][number];

export function MemberRow({ neighbour, isMe }: { readonly neighbour: Neighbour; readonly isMe: boolean }): JSX.Element {
  const { chat, members } = texts.value;
  const role = neighbour.kind === "staff" ? chat.staff : null;
  return (
    <li class="list-row">
      <Avatar id={neighbour.id} name={neighbour.name} />
      <span class="list-text one-line">
        <b class="ellipsis" title={neighbour.name}>
          {neighbour.name}
        </b>
        {(neighbour.isOwner || role) && <small class="chip">{neighbour.isOwner ? chat.owner : role}</small>}
        {isMe && <small class="chip">{members.me}</small>}
      </span>
      {neighbour.isOnline && (
        <small class="online">
          <i class="dot" aria-hidden="true" />
          {members.online}
        </small>
      )}
    </li>
  );
}
