import { fillDense, type Filled } from "./dense/fill-dense.ts";
import { type Session, signIn } from "./dense/act.ts";
import { ownerLogin } from "./dated-program.ts";
import { type DatedProgram, startDatedProgram } from "./start-dated-program.ts";
import type { Person } from "./screen.ts";
import type { OpenWorld, Place, World } from "./world.ts";

/** The shell asks these; without an answer it shows that nothing works, not what a page shows then. */
const alwaysAnswered = /\/api\/(me|setup)(\?|$)/;

/** Starts the program on a database of its own and fills it. */
export const openWorld: OpenWorld = async (fill) => {
  const program = await startDatedProgram({ withRules: fill === "dense" });
  try {
    const owner = await signIn(program.origin, ownerLogin);
    return fill === "dense" ? await denseWorld(program, owner) : emptyWorld(program, owner);
  } catch (error) {
    await program.stop();
    throw error;
  }
};

function emptyWorld(program: DatedProgram, owner: Session): World {
  return {
    origin: program.origin,
    find: (place) => {
      throw new Error(`in an empty world there is no ${place}`);
    },
    enter: (visitor, as) => {
      if (as === "stranger") return Promise.resolve();
      if (as !== "staff") throw new Error(`in an empty world there is no ${as}`);
      return visitor.context.addCookies(cookiesOf(program.origin, owner));
    },
    alwaysAnswered,
    close: () => program.stop(),
  };
}

async function denseWorld(program: DatedProgram, owner: Session): Promise<World> {
  const filled = await fillDense(program, owner);
  const places = placesOf(filled);
  const people: Record<Exclude<Person, "stranger">, Session> = {
    staff: owner,
    viewer: filled.viewer,
    member: filled.cast.member.session,
    muted: filled.cast.muted.session,
    leaver: filled.cast.leaver.session,
  };
  return {
    origin: program.origin,
    find: (place) => places[place],
    enter: async (visitor, as) => {
      if (as !== "stranger") await visitor.context.addCookies(cookiesOf(program.origin, people[as]));
    },
    alwaysAnswered,
    close: () => program.stop(),
  };
}

function placesOf({ org, cast }: Filled): Record<Place, string> {
  const { codes } = org;
  return {
    group: org.groups[0]?.id ?? "",
    quietGroup: org.groups[17]?.id ?? "",
    member: cast.member.memberId,
    community: org.communities[0]?.id ?? "",
    liveCode: codes.open.id,
    rule: org.ruleId,
    segment: org.segmentId,
    openCode: codes.open.code,
    fullCode: codes.full.code,
    futureCode: codes.not_yet.code,
    expiredCode: codes.expired.code,
    stoppedCode: codes.stopped.code,
  };
}

function cookiesOf(origin: string, { cookie }: Session): { name: string; value: string; url: string }[] {
  return cookie.split("; ").map((pair) => {
    const [name = "", ...value] = pair.split("=");
    return { name, value: value.join("="), url: origin };
  });
}
