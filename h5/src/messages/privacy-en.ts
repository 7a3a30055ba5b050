import type { Messages } from "./zh.ts";

export const privacyEn: Messages["privacy"] = {
  version: "2026-11",
  title: "Privacy",
  intro: (orgName) => `${orgName} runs this group and answers for your data. This says only what is really done.`,
  points: [
    {
      head: "What is kept",
      body: "Your nickname, when you joined and left, which link brought you, the texts and pictures you send, and a token that recognises this device. No phone number; contacts and location are never read.",
    },
    {
      head: "What for",
      body: "To show the group what you say, to answer questions, to stop advertisements and harassment, and to count how many people are active. It is not sold and not used for advertising outside the group.",
    },
    {
      head: "Who sees it",
      body: "Members of the group see your nickname and what you say. The staff also see how you joined and which groups you are in; each thing they do is on record.",
    },
    {
      head: "How long",
      body: "Until you delete it. Nickname, identity, texts and pictures are then erased and only counts without a name stay. Access logs are kept at least 6 months, as the law requires.",
    },
    {
      head: "What you can do",
      body: "See, export, rename or delete everything at any time under “My data” at the top right of a group. Nobody has to approve it. You can leave at any time.",
    },
    {
      head: "Under 14",
      body: "Please read this together with a guardian and enter only with their consent.",
    },
  ],
};
