import type { Messages } from "../messages.ts";

export const entry: Messages["entry"] = {
  tagline: "Every group is an island; the community is the archipelago.",
  setupTitle: "Make your org",
  setupBody: "There is no org here yet. Fill in four things and you are its owner; you can add colleagues later.",
  orgName: "Org name",
  orgNameHint: "Members see it when they enter; at most 40 characters",
  name: "Your name",
  nameHint: "Shown when you speak in a group; at most 20 characters",
  account: "Account",
  accountHint: "3 to 64 lower-case letters, digits or . _ - @",
  password: "Password",
  passwordHint: "At least 10 characters",
  passwordShort: "A password has at least 10 characters.",
  accountShape: "An account has 3 to 64 characters: letters, digits and . _ - @ only.",
  required: "This is missing.",
  setupSubmit: "Make it and enter",
  signInTitle: "Sign in",
  signInSubmit: "Sign in",
  setupDone: "The org exists already. Sign in.",
  cannotStart: "The console cannot open just now",
};
