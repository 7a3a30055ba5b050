import { expect, test } from "vitest";
import { compareSides, sumOf, type CarrierSide, type ProgramSide } from "./kill-accounts.ts";

const carrier: CarrierSide = { acknowledged: ["m1", "m2"], effects: { a1: 1 } };
const program: ProgramSide = {
  stored: [
    { carrierId: "m1", id: "1", isAsking: true },
    { carrierId: "m2", id: "2", isAsking: false },
  ],
  actions: [{ key: "a1", state: "sent", messageId: "1" }],
  said: ["a1"],
  counted: 2,
};

test("two sides that agree have lost and doubled nothing", () => {
  const { lost, doubled } = compareSides(carrier, program);
  expect(sumOf(lost) + sumOf(doubled)).toBe(0);
});

test("what was stored but never acknowledged is no loss: the carrier tells it again", () => {
  const { lost } = compareSides({ ...carrier, acknowledged: [] }, program);
  expect(sumOf(lost)).toBe(0);
});

test("an unknown send may have had its effect or not", () => {
  const unknown = { ...program, actions: [{ key: "a1", state: "unknown", messageId: "1" }], said: [] };
  for (const effects of [{ a1: 1 }, {}]) expect(sumOf(compareSides({ ...carrier, effects }, unknown).lost)).toBe(0);
});

const twice = <T>(items: readonly T[]): T[] => [...items, ...items];

test.each<[string, Partial<CarrierSide>, Partial<ProgramSide>]>([
  ["acknowledgedNotStored", { acknowledged: ["m1", "m2", "m3"] }, {}],
  ["askedNotAnswered", { effects: {} }, { actions: [], said: [] }],
  ["sentWithoutEffect", { effects: {} }, {}],
  ["effectDenied", {}, { actions: [{ key: "a1", state: "failed", messageId: "1" }] }],
  ["sentNotInChat", {}, { said: [] }],
  ["storedNotCounted", {}, { counted: 1 }],
])("a loss is named: %s", (name, carrierChange, programChange) => {
  const { lost, doubled } = compareSides({ ...carrier, ...carrierChange }, { ...program, ...programChange });
  expect(lost).toMatchObject({ [name]: 1 });
  expect(sumOf(lost)).toBe(1);
  expect(sumOf(doubled)).toBe(0);
});

test.each<[string, Partial<CarrierSide>, Partial<ProgramSide>]>([
  ["storedTwice", {}, { stored: [...program.stored, { carrierId: "m2", id: "3", isAsking: false }], counted: 3 }],
  ["answeredTwice", {}, { actions: [...program.actions, { key: "a2", state: "planned", messageId: "1" }] }],
  ["effectTwice", { effects: { a1: 2 } }, {}],
  ["inChatTwice", {}, { said: twice(program.said) }],
  ["countedTwice", {}, { counted: 3 }],
])("a double is named: %s", (name, carrierChange, programChange) => {
  const { lost, doubled } = compareSides({ ...carrier, ...carrierChange }, { ...program, ...programChange });
  expect(doubled).toMatchObject({ [name]: 1 });
  expect(sumOf(doubled)).toBe(1);
  expect(sumOf(lost)).toBe(0);
});
