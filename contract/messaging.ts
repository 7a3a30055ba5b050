import { z } from "zod";
import { ActionId, GroupId, MemberId, MessageId, PictureId, SendId } from "./ids.ts";
import { Done, Empty, Instant, pageIn, pageOf } from "./page.ts";
import { route } from "./route.ts";
import { text } from "./text.ts";

export const MessageKind = z.enum(["text", "picture", "greeting", "notice", "card"]);
/** shown to the group · held before anyone saw it · recalled by its author · withdrawn by staff or a rule. */
export const MessageState = z.enum(["shown", "held", "recalled", "withdrawn"]);

export const Sender = z.object({
  kind: z.enum(["member", "staff", "robot"]),
  id: z.string(),
  name: z.string(),
});

export const Picture = z.object({
  id: PictureId,
  width: z.number().int(),
  height: z.number().int(),
});

export const Message = z.object({
  id: MessageId,
  groupId: GroupId,
  at: Instant,
  sender: Sender,
  kind: MessageKind,
  text: z.string(),
  picture: Picture.nullable(),
  replyTo: z.object({ id: MessageId, senderName: z.string(), excerpt: z.string() }).nullable(),
  /** Whom it names; in a notice as staff read it, the one member whom it is for. */
  mentions: z.array(z.object({ id: z.string(), name: z.string() })),
  reactions: z.array(z.object({ emoji: z.string(), count: z.number().int(), mine: z.boolean() })),
  state: MessageState,
  /** True for a notice that only the member it is for can see. */
  onlyForMe: z.boolean(),
  /** The client's own key, given back to its author so that an echo is not shown twice. */
  key: z.string().nullable(),
});
export type Message = z.infer<typeof Message>;

/** The emoji a member can react with: a closed list, so that a reaction is never a message. */
export const reactionEmoji = ["👍", "❤️", "😂", "🎉", "😮", "🙏"] as const;

/**
 * A message's key is made by the client: a uuidv7 of the server's time (see realtime `hello`).
 * A repeat with the same key is the same message. Its time may lie at most 24 h back and one minute ahead.
 */
export const MessageKey = z.uuidv7();

const sending = {
  key: MessageKey,
  text: text(2000).default(""),
  pictureId: PictureId.optional(),
  replyTo: MessageId.optional(),
  mentions: z.array(z.uuid()).max(20).default([]),
};

const historyIn = {
  groupId: GroupId,
  /** Older than this message, or newer; without either, the newest. */
  before: MessageId.optional(),
  after: MessageId.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(40),
};
const history = z.object({ items: z.array(Message), more: z.boolean() });

// Members on H5 -------------------------------------------------------------------------------

export const listChat = route({
  method: "GET",
  path: "/h5/groups/:groupId/messages",
  summary: "A stretch of the chat in order of time; `after` reaches back a few seconds, so a client drops what it has",
  access: "member",
  in: z.object(historyIn),
  out: history,
  refuses: ["member.not_in_group"],
});

export const sendMessage = route({
  method: "POST",
  path: "/h5/groups/:groupId/messages",
  summary: "Says something in a group; a held message is shown to its author alone",
  access: "member",
  in: z.object({ groupId: GroupId, ...sending }),
  out: Message,
  refuses: [
    "member.not_in_group",
    "message.empty",
    "message.clock",
    "message.muted",
    "message.read_only",
    "message.too_fast",
    "message.not_found",
    "picture.not_found",
    "group.archived",
  ],
});

export const recallMessage = route({
  method: "POST",
  path: "/h5/groups/:groupId/messages/:messageId/recall",
  summary: "Takes one's own message back within two minutes",
  access: "member",
  in: z.object({ groupId: GroupId, messageId: MessageId }),
  out: Done,
  refuses: ["message.not_found", "message.not_yours", "message.recall_too_late", "member.not_in_group"],
});

export const reactToMessage = route({
  method: "PUT",
  path: "/h5/groups/:groupId/messages/:messageId/reaction",
  summary: "Adds or takes away one's reaction",
  access: "member",
  in: z.object({
    groupId: GroupId,
    messageId: MessageId,
    emoji: z.enum(reactionEmoji),
    on: z.boolean(),
  }),
  out: Done,
  refuses: ["message.not_found", "member.not_in_group"],
});

export const reportReasons = ["ad", "fraud", "abuse", "privacy", "other"] as const;

export const reportMessage = route({
  method: "POST",
  path: "/h5/groups/:groupId/messages/:messageId/report",
  summary: "Reports a message to staff; each member once per message",
  access: "member",
  in: z.object({
    groupId: GroupId,
    messageId: MessageId,
    reason: z.enum(reportReasons),
    note: text(300).default(""),
  }),
  out: Done,
  refuses: ["message.not_found", "message.reported_already", "member.not_in_group"],
});

/** Uploaded as multipart/form-data with one part `file`: at most 10 MB, JPEG, PNG, WebP or GIF, re-encoded. */
export const uploadPicture = route({
  method: "POST",
  path: "/h5/pictures",
  summary: "Uploads a picture to send (multipart, one part `file`)",
  access: "member",
  in: Empty,
  out: Picture,
  refuses: ["picture.too_large", "picture.not_a_picture", "picture.too_many_pixels"],
});

// Staff in the console ------------------------------------------------------------------------

export const listMessages = route({
  method: "GET",
  path: "/groups/:groupId/messages",
  summary: "A group's chat as staff see it, held and withdrawn messages included",
  access: "groups.read",
  in: z.object(historyIn),
  out: history,
  refuses: ["group.not_found"],
});

export const speak = route({
  method: "POST",
  path: "/groups/:groupId/messages",
  summary: "Says something in a group as oneself",
  access: "groups.speak",
  in: z.object({ groupId: GroupId, ...sending }),
  out: z.object({ actionId: ActionId }),
  refuses: [
    "group.not_found",
    "group.archived",
    "message.empty",
    "message.clock",
    "message.not_found",
    "picture.not_found",
  ],
});

export const uploadStaffPicture = route({
  method: "POST",
  path: "/pictures",
  summary: "Uploads a picture to send as staff (multipart, one part `file`)",
  access: "groups.speak",
  in: Empty,
  out: Picture,
  refuses: ["picture.too_large", "picture.not_a_picture", "picture.too_many_pixels"],
});

export const withdrawMessage = route({
  method: "POST",
  path: "/groups/:groupId/messages/:messageId/withdraw",
  summary: "Withdraws a message from everybody's sight",
  access: "moderation.write",
  in: z.object({ groupId: GroupId, messageId: MessageId }),
  out: Done,
  refuses: ["group.not_found", "message.not_found"],
});

export const searchMessages = route({
  method: "GET",
  path: "/messages",
  summary: "Messages of the last 90 days that contain a text, newest first",
  access: "groups.read",
  in: z.object({
    q: z.string().trim().min(1).max(60),
    groupId: GroupId.optional(),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  out: z.object({ items: z.array(Message.extend({ groupName: z.string() })) }),
  refuses: [],
});

// Actions: everything that leaves -------------------------------------------------------------

export const ActionKind = z.enum([
  "post",
  "notice",
  "withdraw",
  "restore",
  "mute",
  "unmute",
  "remove",
  "readmit",
  "tag",
  "untag",
]);
export type ActionKind = z.infer<typeof ActionKind>;

export const ActionState = z.enum([
  "planned",
  "awaiting_approval",
  "due",
  "sending",
  "awaiting_staff",
  "sent",
  "confirmed",
  "failed",
  "unknown",
  "skipped",
  "expired",
  "cancelled",
]);
export type ActionState = z.infer<typeof ActionState>;

export const skipReasons = [
  "quiet_hours",
  "capped_member",
  "capped_group",
  "carrier_quota",
  "left_group",
  "group_closed",
  "paused",
  "approval_missing",
  "duplicate",
  "too_late",
  "not_supported",
] as const;
export type SkipReason = (typeof skipReasons)[number];

export const Action = z.object({
  id: ActionId,
  kind: ActionKind,
  state: ActionState,
  reason: z.string().nullable(),
  cause: z.object({
    kind: z.enum(["rule", "greeting", "staff", "ladder", "undo", "script", "broadcast", "campaign"]),
    id: z.string(),
  }),
  group: z.object({ id: GroupId, name: z.string() }),
  member: z.object({ id: MemberId, nickname: z.string() }).nullable(),
  excerpt: z.string(),
  dueAt: Instant,
  finishedAt: Instant.nullable(),
  sends: z.array(
    z.object({
      id: SendId,
      startedAt: Instant,
      finishedAt: Instant.nullable(),
      result: z.string(),
      answer: z.string(),
    }),
  ),
});
export type Action = z.infer<typeof Action>;

export const listActions = route({
  method: "GET",
  path: "/actions",
  summary: "What left, what waits, what was skipped and why",
  access: "actions.read",
  in: z.object({
    ...pageIn,
    state: ActionState.optional(),
    groupId: GroupId.optional(),
    memberId: MemberId.optional(),
  }),
  out: pageOf(Action),
  refuses: [],
});

export const countActions = route({
  method: "GET",
  path: "/actions/counts",
  summary: "How many actions stand in which state since midnight, and how many still wait",
  access: "actions.read",
  in: Empty,
  out: z.object({
    asOf: Instant,
    counts: z.array(z.object({ state: ActionState, count: z.number().int() })),
  }),
  refuses: [],
});

export const resolveUnknown = route({
  method: "POST",
  path: "/actions/:actionId/resolve",
  summary: "Says what really became of a send whose outcome is unknown",
  access: "actions.write",
  in: z.object({ actionId: ActionId, outcome: z.enum(["sent", "failed"]) }),
  out: Done,
  refuses: ["action.not_found", "action.not_unknown"],
});

export const cancelAction = route({
  method: "POST",
  path: "/actions/:actionId/cancel",
  summary: "Cancels an action that has not started",
  access: "actions.write",
  in: z.object({ actionId: ActionId }),
  out: Done,
  refuses: ["action.not_found", "action.cannot_cancel"],
});

/** Limits on what leaves by itself. Staff speaking and moderation are never held back by quiet hours or caps. */
export const SendingSettings = z.object({
  paused: z.boolean(),
  pausedReason: text(100),
  /** Local times HH:mm in the org's zone; equal times mean no quiet hours. */
  quietFrom: z.iso.time({ precision: -1 }),
  quietUntil: z.iso.time({ precision: -1 }),
  quietFallback: z.enum(["wait", "skip"]),
  memberDayCap: z.number().int().min(0).max(1000),
  groupDayCap: z.number().int().min(0).max(1000),
});
export type SendingSettings = z.infer<typeof SendingSettings>;

export const getSending = route({
  method: "GET",
  path: "/sending",
  summary: "Pause switch, quiet hours and caps",
  access: "actions.read",
  in: Empty,
  out: SendingSettings,
  refuses: [],
});

export const updateSending = route({
  method: "PATCH",
  path: "/sending",
  summary: "Changes pause switch, quiet hours or caps; takes effect within two seconds",
  access: "actions.write",
  in: SendingSettings.partial(),
  out: SendingSettings,
  refuses: ["scope.outside"],
});

export const Capability = z.enum(["auto", "confirm", "manual", "none"]);
export type Capability = z.infer<typeof Capability>;

export const listCarriers = route({
  method: "GET",
  path: "/carriers",
  summary: "What each carrier can do, by kind of action",
  access: "groups.read",
  in: Empty,
  out: z.object({
    items: z.array(
      z.object({
        name: z.string(),
        capabilities: z.record(ActionKind, Capability),
        groupCount: z.number().int(),
      }),
    ),
  }),
  refuses: [],
});
