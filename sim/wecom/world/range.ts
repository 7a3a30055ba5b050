import type { App, Corp, VisibleRange } from "./corp.ts";
import { isEmployed, listDepartmentsUnder, type Staff } from "./staff.ts";

/**
 * Inside the app's 可见范围. One who left is still found by the departments he had, so that his groups and customers
 * can be looked for until they are inherited.
 */
export function isVisible(corp: Corp, app: App, userid: string): boolean {
  if (app.kind !== "self_built") return corp.staff.has(userid);
  return isInRange(corp, app.range, userid);
}

export function isInRange(corp: Corp, range: VisibleRange, userid: string): boolean {
  const staff = corp.staff.get(userid);
  if (!staff) return false;
  if (range.users.includes(userid)) return true;
  return range.parties.some((party) => {
    const under = listDepartmentsUnder(corp, party);
    return staff.departments.some((id) => under.has(id));
  });
}

/** All who work for the corp and stand in the app's range, in the order they came. */
export function listVisibleStaff(corp: Corp, app: App): Staff[] {
  const everybody = [...corp.staff.values()].filter(isEmployed);
  if (app.kind !== "self_built") return everybody;
  const users = new Set(app.range.users);
  const parties = new Set(app.range.parties.flatMap((party) => [...listDepartmentsUnder(corp, party)]));
  return everybody.filter((staff) => users.has(staff.userid) || staff.departments.some((id) => parties.has(id)));
}
