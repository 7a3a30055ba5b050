import { Button } from "antd";
import { useState } from "react";
import type { DragEvent, ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";
import { useApi } from "../../app/use-api.ts";
import { CapacityBar } from "../../ui-kit/capacity-bar.tsx";
import { PickGroup } from "../../ui-kit/pick-groups.tsx";
import { moveItem } from "./move-item.ts";
import "./live-codes.css";

interface GroupOrderProps {
  readonly communityId: string | undefined;
  /** Given by the form. */
  readonly value?: readonly string[];
  readonly onChange?: (groupIds: string[]) => void;
}

const noGroups: readonly string[] = [];

/** Groups in the order in which they are filled: dragged, or moved by buttons. */
export function GroupOrder({ communityId, value = noGroups, onChange }: GroupOrderProps): ReactNode {
  const t = useMessages().liveCodes.form;
  const [dragged, setDragged] = useState<number>();
  const change = (ids: string[]) => onChange?.(ids);
  const groups = useGroupsById(communityId, value);
  const dropOn = (event: DragEvent, to: number) => {
    event.preventDefault();
    if (dragged !== undefined) change(moveItem(value, dragged, to));
    setDragged(undefined);
  };
  return (
    <div className="stack">
      <ol className="order">
        {value.map((id, i) => {
          const group = groups.get(id);
          const name = group?.name ?? t.groups;
          return (
            // Dragging is the mouse's way; the buttons say the same to everybody else.
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- see above (2026-11-24)
            <li
              key={id}
              draggable
              className={dragged === i ? "order-dragged" : ""}
              onDragStart={() => setDragged(i)}
              onDragEnd={() => setDragged(undefined)}
              onDragOver={(event) => event.preventDefault()}
              onDrop={(event) => dropOn(event, i)}
            >
              <span className="order-number">{i + 1}</span>
              <span className="order-name" title={name}>
                {name}
              </span>
              {group && <CapacityBar count={group.memberCount} capacity={group.capacity} />}
              <span className="order-acts">
                <Button
                  size="small"
                  type="text"
                  aria-label={t.up(name)}
                  disabled={i === 0}
                  onClick={() => change(moveItem(value, i, i - 1))}
                >
                  ↑
                </Button>
                <Button
                  size="small"
                  type="text"
                  aria-label={t.down(name)}
                  disabled={i === value.length - 1}
                  onClick={() => change(moveItem(value, i, i + 1))}
                >
                  ↓
                </Button>
                <Button
                  size="small"
                  type="text"
                  aria-label={t.drop(name)}
                  onClick={() => change(value.filter((one) => one !== id))}
                >
                  ×
                </Button>
              </span>
            </li>
          );
        })}
      </ol>
      <PickGroup
        // A new field after every choice, so that it is empty again.
        key={value.length}
        label={t.addGroup}
        communityId={communityId}
        value={undefined}
        onChange={(id) => id && !value.includes(id) && change([...value, id])}
      />
    </div>
  );
}

interface Known {
  readonly name: string;
  readonly memberCount: number;
  readonly capacity: number;
}

function useGroupsById(communityId: string | undefined, ids: readonly string[]): Map<string, Known> {
  const list = useApi("GET /groups", { limit: 200, communityId }, { when: ids.length > 0 });
  return new Map((list.data?.items ?? []).map((group) => [group.id, group]));
}
