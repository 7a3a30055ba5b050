import type * as joining from "../../../contract/joining.ts";
import type * as members from "../../../contract/members.ts";
import type * as messaging from "../../../contract/messaging.ts";
import type { Input, Method, MethodOf, Output, PathOf } from "../../../contract/route.ts";
import { request, upload } from "./request.ts";

/**
 * A function per route that members use. The contract comes in as types alone, so that zod does not reach the
 * phone; method and path are written once here and checked against the contract by the compiler.
 */
function call<R>(method: MethodOf<R> & Method, path: PathOf<R> & string) {
  return (
    input: Input<R> & Readonly<Record<string, unknown>>,
    options: { readonly key?: string } = {},
  ): Promise<Output<R>> => request<Output<R>>({ method, path, input: { ...input }, ...options });
}

export const getJoinPage = call<typeof joining.getJoinPage>("GET", "/h5/live-codes/:code");
export const join = call<typeof joining.join>("POST", "/h5/live-codes/:code/join");
export const getMemberMe = call<typeof joining.getMemberMe>("GET", "/h5/me");
export const getGroupHead = call<typeof joining.getGroupHead>("GET", "/h5/groups/:groupId");
export const listNeighbours = call<typeof joining.listNeighbours>("GET", "/h5/groups/:groupId/members");
export const leaveGroup = call<typeof joining.leaveGroup>("POST", "/h5/groups/:groupId/leave");

export const listChat = call<typeof messaging.listChat>("GET", "/h5/groups/:groupId/messages");
export const sendMessage = call<typeof messaging.sendMessage>("POST", "/h5/groups/:groupId/messages");
export const recallMessage = call<typeof messaging.recallMessage>(
  "POST",
  "/h5/groups/:groupId/messages/:messageId/recall",
);
export const reactToMessage = call<typeof messaging.reactToMessage>(
  "PUT",
  "/h5/groups/:groupId/messages/:messageId/reaction",
);
export const reportMessage = call<typeof messaging.reportMessage>(
  "POST",
  "/h5/groups/:groupId/messages/:messageId/report",
);

export const getMyData = call<typeof members.getMyData>("GET", "/h5/my-data");
export const exportMyData = call<typeof members.exportMyData>("GET", "/h5/my-data/export");
export const deleteMyData = call<typeof members.deleteMyData>("POST", "/h5/my-data/delete");
export const renameMe = call<typeof members.renameMe>("PATCH", "/h5/me");

const picturePath: PathOf<typeof messaging.uploadPicture> = "/h5/pictures";

/** Uploads a picture; `onProgress` is told the share that has left, 0 to 1. */
export function uploadPicture(
  file: Blob,
  options: { readonly key: string; readonly onProgress: (share: number) => void },
): Promise<Output<typeof messaging.uploadPicture>> {
  return upload({ path: picturePath, file, ...options });
}
