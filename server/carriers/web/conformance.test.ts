import { conform } from "../conformance.ts";
import { webCarrier } from "./web-carrier.ts";

const oneCommit = "effect and receipt are one commit in our own database: there is nobody else to";

conform("web", async () => ({
  carrier: webCarrier,
  countEffects: async (_id, stage) => (await stage.texts()).length,
  refused: { skip: `${oneCommit} refuse` },
  cutOff: { skip: `${oneCommit} reach` },
  unanswered: { skip: `${oneCommit} answer` },
  byHand: { skip: "it does every kind by itself" },
}));
