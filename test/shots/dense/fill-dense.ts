import { setTimeout as pause } from "node:timers/promises";
import type { DatedProgram } from "../start-dated-program.ts";
import { enter, type Person, say, type Session, signIn } from "./act.ts";
import { type Crowd, leadTo } from "./crowd.ts";
import { makeOrg, type MadeGroup, type Org, staffPassword } from "./make-org.ts";
import { nicknames } from "./names.ts";
import { bePerson, type Cast, catchAdvertisers, keepOrder, talkOfTheEvening } from "./scenes.ts";
import { lines, picked, questions } from "./talk.ts";

const hour = 3_600_000;
const day = 24 * hour;
const days = 15;

export interface Filled {
  readonly org: Org;
  readonly cast: Cast;
  readonly viewer: Session;
}

/** Two weeks of a pet shop's communities, made through the API as its people would. */
export async function fillDense(program: DatedProgram, owner: Session): Promise<Filled> {
  const { origin } = program;
  await program.turnTo(days * day);
  const org = await makeOrg(owner, Date.now() - days * day);
  const present = new Map<string, Person[]>(org.groups.map(({ id }) => [id, []]));
  const crowd: Crowd = { origin, owner, org, present };
  for (let back = days - 1; back > 0; back--) {
    await program.turnTo(back * day + 7 * hour);
    await letIn(crowd, back);
    await program.turnTo(back * day);
    if (back === 3) await owner.call("PATCH", "/sending", { groupDayCap: 1 });
    await chatter(crowd, { back, until: Date.now() - back * day });
    if (back === 3) {
      await pause(1_500);
      await owner.call("PATCH", "/sending", { groupDayCap: 200 });
    }
    if (back === 4) await catchAdvertisers(crowd, Date.now() - back * day);
  }
  await program.turnTo(2 * hour);
  await fillSmallGroup(crowd);
  const cast = await bePerson(crowd, Date.now() - 2 * hour);
  await program.turnTo(0);
  await chatter(crowd, { back: 0, until: Date.now() - 90 * 60_000 });
  await talkOfTheEvening(crowd, cast);
  await catchAdvertisers(crowd, Date.now());
  // Cases, tasks and counts are made behind the answers.
  await pause(3_000);
  await keepOrder(crowd, cast);
  await pause(1_500);
  const viewer = await signIn(origin, { account: "chenzong", password: staffPassword });
  return { org, cast, viewer };
}

/** A big first group, some middling ones, small ones, and three where nobody ever came. */
function sizeOf(place: number): number {
  if (place === 0) return 40;
  if (place % 9 === 8) return 0;
  return 2 + ((place * 7) % 9);
}

async function letIn(crowd: Crowd, back: number): Promise<void> {
  const { owner, org, present } = crowd;
  for (const [place, group] of org.groups.entries()) {
    const people = present.get(group.id) ?? [];
    const until = Math.ceil((sizeOf(place) * (days - back)) / (days - 1));
    if (people.length >= until) continue;
    await leadTo(owner, org, group);
    while (people.length < until) people.push(await letOneIn(crowd, { group, place, people }));
  }
}

/** Some come by a neighbour's word; some are in the first group already, by the same device. */
async function letOneIn(
  { origin, org, present }: Crowd,
  { group, place, people }: { group: MadeGroup; place: number; people: readonly Person[] },
): Promise<Person> {
  const n = place * 5 + people.length;
  const [neighbour] = people;
  const isCommuter = place % 3 === 1 && people.length % 3 === 2;
  const known = isCommuter ? present.get(org.groups[0]?.id ?? "")?.[n % 7] : undefined;
  const isThere = people.some(({ memberId }) => memberId === known?.memberId);
  const { groupId: _, ...person } = await enter(origin, {
    code: group.community.code,
    nickname: picked(nicknames, place === 0 ? people.length : n),
    ...(people.length % 6 === 5 && neighbour ? { invitedBy: neighbour.memberId } : {}),
    ...(known && !isThere ? { as: known } : {}),
  });
  return person;
}

async function fillSmallGroup({ origin, org }: Crowd): Promise<void> {
  for (const nickname of ["内测一号", "内测二号"]) await enter(origin, { code: org.codes.full.code, nickname });
}

/** One day's talk of all groups: much in the first, less in the others, a question without an answer in some. */
async function chatter({ org, present }: Crowd, at: { back: number; until: number }): Promise<void> {
  const inGroup = async (place: number, group: MadeGroup): Promise<void> => {
    const people = present.get(group.id) ?? [];
    if (people.length === 0) return;
    const wanted = place === 0 ? 26 + ((at.back * 11) % 17) : (place * 5 + at.back * 3) % 9;
    for (let n = 0; n < wanted; n++) {
      const instant = at.until - (wanted - n) * 7 * 60_000;
      const isLast = n === wanted - 1;
      const asks = (isLast && place % 4 === 2) || (!isLast && n % 6 === 0);
      // In every fifth group two people do all the talking.
      const who = picked(people, place % 5 === 4 ? n % 2 : (n * 7 + at.back) % people.length);
      const text = picked(asks ? questions : lines, n * 3 + place + at.back);
      await say(who, { groupId: group.id, at: instant, text });
    }
  };
  for (const [place, group] of org.groups.entries()) await inGroup(place, group);
}
