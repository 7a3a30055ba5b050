import { useState } from "react";
import type { Message } from "../../../../../contract/messaging.ts";
import { uploadPicture } from "../../../app/api-client.ts";
import { useNotices } from "../../../app/notices.tsx";

type Picture = NonNullable<Message["picture"]>;

/** What a colleague is about to say. */
export interface Draft {
  readonly text: string;
  readonly write: (text: string) => void;
  readonly replyTo: Message | undefined;
  readonly reply: (message: Message | undefined) => void;
  readonly picture: Picture | undefined;
  readonly isUploading: boolean;
  readonly upload: (file: File) => Promise<void>;
  readonly dropPicture: () => void;
  /** Remembers whom a chosen name stands for. */
  readonly remember: (id: string, name: string) => void;
  readonly mention: (id: string, name: string) => void;
  /** The ids of those whose "@name" still stands in the text, at most 20. */
  readonly mentioned: readonly string[];
  readonly canSend: boolean;
  readonly clear: () => void;
}

/** Keeps a draft until it is sent. */
export function useDraft(): Draft {
  const notices = useNotices();
  const [text, write] = useState("");
  const [replyTo, reply] = useState<Message>();
  const [picture, setPicture] = useState<Picture>();
  const [isUploading, setUploading] = useState(false);
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());

  const remember = (id: string, name: string) => setNames((known) => new Map(known).set(name, id));
  const upload = async (file: File) => {
    setUploading(true);
    try {
      setPicture(await uploadPicture(file));
    } catch (error) {
      notices.refused(error);
    } finally {
      setUploading(false);
    }
  };
  return {
    text,
    write,
    replyTo,
    reply,
    picture,
    isUploading,
    upload,
    dropPicture: () => setPicture(undefined),
    remember,
    mention: (id, name) => {
      remember(id, name);
      write((before) => (before.includes(`@${name}`) ? before : `@${name} ${before}`));
    },
    mentioned: mentionedIn(text, names),
    canSend: !isUploading && (text.trim() !== "" || picture !== undefined),
    clear: () => {
      write("");
      reply(undefined);
      setPicture(undefined);
    },
  };
}

function mentionedIn(text: string, names: ReadonlyMap<string, string>): string[] {
  return [...names]
    .filter(([name]) => text.includes(`@${name}`))
    .map(([, id]) => id)
    .slice(0, 20);
}
