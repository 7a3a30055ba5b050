/** What is sent by itself: scripts, broadcasts and campaigns say it, the copy gate reads it first. */
import { z } from "zod";
import { PictureId } from "./ids.ts";
import { route } from "./route.ts";
import { name, someText, text } from "./text.ts";

/** Filled in for each group or member when it is sent. A variable that is not listed is refused with content.unknown_variable. */
export const contentVariables = [
  "nickname",
  "group",
  "community",
  "member_count",
  "date",
  "weekday",
  "solar_term",
  "owner",
] as const;

const Url = z.url({ protocol: /^https?$/ }).max(500);

/** One line of what is sent. `{nickname}` and its like are variables. */
export const Content = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), text: someText(2000) }),
  z.object({ kind: z.literal("picture"), pictureId: PictureId, text: text(500) }),
  z.object({
    kind: z.literal("link"),
    url: Url,
    title: name(60),
    description: text(120),
    pictureId: PictureId.nullable(),
  }),
  /** A card with one button; on carriers without cards it leaves as text and link. */
  z.object({
    kind: z.literal("card"),
    title: name(40),
    text: text(200),
    pictureId: PictureId.nullable(),
    button: z.object({ label: name(12), url: Url }),
  }),
]);
export type Content = z.infer<typeof Content>;

/** The five values that something may give a member (domain rule). */
export const GainKind = z.enum(["information", "benefit", "opinion", "learning", "connection"]);
export type GainKind = z.infer<typeof GainKind>;

/** What the copy gate asks. */
export const CopyCheckName = z.enum([
  "length",
  "seconds",
  "ask",
  "contrast",
  "anchor",
  "absolute",
  "banned",
  "variables",
  "links",
]);
export type CopyCheckName = z.infer<typeof CopyCheckName>;

export const CopyFinding = z.object({
  check: CopyCheckName,
  /** `advice` may be passed over in silence; a `fail` needs a reason. */
  state: z.enum(["pass", "advice", "fail"]),
  /** Where in the text, and which words. */
  spots: z.array(z.object({ start: z.number().int(), end: z.number().int(), words: z.string() })),
  /** Facts for the sentence: characters, seconds, asks counted, the limit. */
  detail: z.record(z.string(), z.unknown()),
});
export type CopyFinding = z.infer<typeof CopyFinding>;

export const CopyReport = z.object({
  characters: z.number().int(),
  /** Reading time at 400 characters a minute. */
  seconds: z.number().int(),
  findings: z.array(CopyFinding),
});
export type CopyReport = z.infer<typeof CopyReport>;

/** Why a failed check is passed over; stored with what is sent. */
export const CopyOverride = z.object({ check: CopyCheckName, reason: someText(200) });
export type CopyOverride = z.infer<typeof CopyOverride>;

export const checkCopy = route({
  method: "POST",
  path: "/copy-checks",
  summary: "Reads a line as the copy gate does; changes nothing",
  access: "groups.read",
  in: z.object({ content: Content, isPromotion: z.boolean().default(false) }),
  out: CopyReport,
  refuses: [],
});
