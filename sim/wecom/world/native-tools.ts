/**
 * What an owner turns on in the client and no API can read or set: 入群欢迎语, 自动回复, 防骚扰, 禁止改群名, 群去重.
 */
export interface NativeTools {
  /** template_id of the welcome that is said to newcomers. */
  welcomeTemplate: string | undefined;
  /** 小助理: says `answer` when somebody writes `keyword`. */
  autoReply: { readonly keyword: string; readonly answer: string } | undefined;
  /** 防骚扰: whoever from outside writes one of these is put out and onto the corp's blacklist. */
  spamWords: readonly string[];
  isNameLocked: boolean;
  /** Newcomers who are already in another group of the corp with this tool are put out. */
  isDeduplicated: boolean;
}
