import type { Holding as WireHolding } from "../../../contract/org.ts";
import type { CommunityId, StaffId } from "../../../contract/ids.ts";
import type { Actor, Ctx } from "../../kernel/context.ts";
import type { Undos } from "../../kernel/undo.ts";

export type HoldingKind = WireHolding["kind"];

/** Something that hangs on a person; answered by the module above that owns it. */
export interface Holding {
  readonly kind: HoldingKind;
  /** What hangs on him now, by name. */
  readonly list: (ctx: Ctx, staffId: StaffId) => Promise<readonly { readonly id: string; readonly name: string }[]>;
  /**
   * Passes these from one person to another, or to nobody, where they still hang on the first; says which did. Refuses
   * with staff.sees_less a successor who does not see them.
   */
  readonly pass: (
    tx: Ctx,
    change: { readonly ids: readonly string[]; readonly from: StaffId | null; readonly to: Successor | null },
  ) => Promise<readonly string[]>;
}

export interface Successor {
  readonly id: StaffId;
  readonly name: string;
  /** As he acts: with the scope by which he sees. */
  readonly actor: Actor;
}

/** What this module asks of the modules above it; given by the composition root. */
export interface OrgPorts {
  /** Names of the org's communities with these ids, archived ones too; unknown ids are absent. */
  readonly nameCommunities: (ctx: Ctx, ids: readonly CommunityId[]) => Promise<ReadonlyMap<CommunityId, string>>;
  readonly holdings: readonly Holding[];
  /** How acts of other modules are taken back. */
  readonly undos: Undos;
}
