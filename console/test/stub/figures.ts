import { members } from "./people.ts";
import { createSeeded, dayOf, idOf, minutesAgo } from "./seeded.ts";

const chance = createSeeded(43);

const buildDays = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    day: dayOf(count - 1 - i),
    joins: 18 + chance.below(40),
    leaves: 3 + chance.below(16),
    messages: 1800 + chance.below(2600),
    activeMembers: 320 + chance.below(260),
    memberCount: 3000 + i * 21,
  }));

/** Figures, dense. */
export const figuresAnswers = (groupFigures: readonly unknown[]): Record<string, () => unknown> => ({
  "GET /figures/overview": () => ({
    asOf: minutesAgo(0),
    from: dayOf(6),
    to: dayOf(0),
    members: { value: 3214, before: 3088 },
    activeMembers: { value: 1286, before: 1186 },
    joins: { value: 214, before: 183 },
    leaves: { value: 88, before: 61 },
    messages: { value: 18_432, before: null },
    days: buildDays(14),
  }),
  "GET /figures/groups": () => ({ asOf: minutesAgo(0), from: dayOf(6), to: dayOf(0), items: groupFigures }),
  "GET /figures/groups/:groupId/days": () => ({ asOf: minutesAgo(0), days: buildDays(30) }),
  "GET /figures/people": () => ({
    count: 1286,
    items: members.map((member, i) => ({
      memberId: member.id,
      nickname: member.nickname,
      messages: 92 - i,
      at: minutesAgo(i * 9),
    })),
  }),
  "GET /demo": () => ({
    state: "present",
    progress: 1,
    members: 3000,
    messages: 184_211,
    joinUrl: `https://qun.example/j/${idOf(5, 0).slice(0, 8)}`,
    inside: true,
  }),
});
