/** Ids are uuidv7 made by the program; the brand keeps a group's id from being passed for a member's. */
import { z } from "zod";

export const OrgId = z.uuid().brand<"OrgId">();
export const StaffId = z.uuid().brand<"StaffId">();
export const SessionId = z.uuid().brand<"SessionId">();
export const MemberId = z.uuid().brand<"MemberId">();
export const CommunityId = z.uuid().brand<"CommunityId">();
export const GroupId = z.uuid().brand<"GroupId">();
export const LiveCodeId = z.uuid().brand<"LiveCodeId">();
export const MessageId = z.uuid().brand<"MessageId">();
export const PictureId = z.uuid().brand<"PictureId">();
export const ActionId = z.uuid().brand<"ActionId">();
export const SendId = z.uuid().brand<"SendId">();
export const RuleId = z.uuid().brand<"RuleId">();
export const CaseId = z.uuid().brand<"CaseId">();
export const TaskId = z.uuid().brand<"TaskId">();

export type OrgId = z.infer<typeof OrgId>;
export type StaffId = z.infer<typeof StaffId>;
export type SessionId = z.infer<typeof SessionId>;
export type MemberId = z.infer<typeof MemberId>;
export type CommunityId = z.infer<typeof CommunityId>;
export type GroupId = z.infer<typeof GroupId>;
export type LiveCodeId = z.infer<typeof LiveCodeId>;
export type MessageId = z.infer<typeof MessageId>;
export type PictureId = z.infer<typeof PictureId>;
export type ActionId = z.infer<typeof ActionId>;
export type SendId = z.infer<typeof SendId>;
export type RuleId = z.infer<typeof RuleId>;
export type CaseId = z.infer<typeof CaseId>;
export type TaskId = z.infer<typeof TaskId>;
