/** 入群欢迎语: stands in the corp's library; an owner must choose it for a group in the client. */
export interface WelcomeTemplate {
  readonly template_id: string;
  readonly madeBy: number | undefined;
  content: WelcomeContent;
}

export interface WelcomeContent {
  readonly text?: { readonly content: string };
  readonly image?: object;
  readonly link?: object;
  readonly miniprogram?: object;
  readonly file?: object;
  readonly video?: object;
}
