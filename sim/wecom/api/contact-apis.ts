import { optional, shape, text, whole, withDefault } from "../fields.ts";
import { refuse } from "../refusal.ts";
import { avatarOfStaff } from "../people/staff-details.ts";
import { isVisible, listVisibleStaff } from "../world/range.ts";
import { isEmployed, listDepartmentsUnder, type Staff } from "../world/staff.ts";
import { type Api, api, type Call } from "./api.ts";
import { pageOf } from "./page.ts";
import { staffOf } from "./subjects.ts";

/** Departments that the app may see: those of its range with all below, or those of members named alone. */
function listVisibleDepartments({ corp, app }: Call): number[] {
  if (app.kind === "contact_sync") return [...corp.departments.keys()];
  const parties = new Set(app.range.parties.flatMap((party) => [...listDepartmentsUnder(corp, party)]));
  return [...corp.departments.keys()].filter((id) => parties.has(id));
}

function listStaffOf(call: Call, departmentId: string, fetchChild: string | undefined): Staff[] {
  const id = Number(departmentId);
  if (!call.corp.departments.has(id)) refuse(60123, departmentId);
  if (!listVisibleDepartments(call).includes(id)) refuse(60011, `department ${departmentId}`);
  const wanted = fetchChild === "1" ? listDepartmentsUnder(call.corp, id) : new Set([id]);
  return listVisibleStaff(call.corp, call.app).filter((staff) => staff.departments.some((entry) => wanted.has(entry)));
}

function presentStaff(staff: Staff): object {
  return {
    userid: staff.userid,
    name: staff.name,
    department: staff.departments,
    order: staff.departments.map(() => 0),
    position: staff.position,
    status: staff.status,
    isleader: (staff.profile.leads?.length ?? 0) > 0 ? 1 : 0,
    is_leader_in_dept: staff.departments.map((id) => (staff.profile.leads?.includes(id) ? 1 : 0)),
    direct_leader: staff.profile.direct_leader ?? [],
    enable: staff.status === 2 ? 0 : 1,
    hide_mobile: 0,
    alias: staff.profile.alias ?? "",
    main_department: staff.departments[0] ?? 1,
    gender: staff.gender,
    avatar: avatarOfStaff(staff),
  };
}

const ofDepartment = shape({ department_id: text(), fetch_child: optional(text()) });

/** Staff and departments, as a self-built app may see them. */
export const contactApis: readonly Api[] = [
  api({
    method: "GET",
    path: "user/get",
    summary: "One member",
    need: "any",
    input: shape({ userid: text({ missing: 41009 }) }),
    answer: (call, { userid }) => presentStaff(staffOf(call, userid)),
  }),
  api({
    method: "GET",
    path: "user/simplelist",
    summary: "Members of a department, by name",
    need: "any",
    input: ofDepartment,
    answer: (call, { department_id, fetch_child }) => ({
      userlist: listStaffOf(call, department_id, fetch_child).map((staff) => ({
        userid: staff.userid,
        name: staff.name,
        department: staff.departments,
      })),
    }),
  }),
  api({
    method: "GET",
    path: "user/list",
    summary: "Members of a department, with details",
    need: "any",
    input: ofDepartment,
    answer: (call, { department_id, fetch_child }) => ({
      userlist: listStaffOf(call, department_id, fetch_child).map(presentStaff),
    }),
  }),
  api({
    method: "POST",
    path: "user/list_id",
    summary: "Every member's userid and departments: for the 通讯录同步 assistant",
    need: "contact_sync",
    input: shape({ cursor: optional(text()), limit: withDefault(whole({ min: 1, max: 10_000 }), 10_000) }),
    answer: (call, { cursor, limit }) => {
      const pairs = [...call.corp.staff.values()]
        .filter(isEmployed)
        .flatMap(({ userid, departments }) => departments.map((department) => ({ userid, department })));
      const keyOf = (pair: { userid: string; department: number }) => `${pair.userid}/${pair.department}`;
      const { page, next_cursor } = pageOf(call, pairs, { cursor, limit, question: {}, keyOf });
      return { next_cursor, dept_user: page };
    },
  }),
  api({
    method: "GET",
    path: "department/list",
    summary: "Departments, or one with all below it",
    need: "any",
    input: shape({ id: optional(text()) }),
    answer: (call, { id }) => ({
      department: listDepartments(call, id).map((department) => ({
        id: department.id,
        name: department.name,
        name_en: "",
        department_leader: listLeaders(call, department.id),
        parentid: department.parentid,
        order: department.order,
      })),
    }),
  }),
  api({
    method: "GET",
    path: "department/simplelist",
    summary: "Departments by id",
    need: "any",
    input: shape({ id: optional(text()) }),
    answer: (call, { id }) => ({
      department_id: listDepartments(call, id).map(({ id: own, parentid, order }) => ({ id: own, parentid, order })),
    }),
  }),
];

function listDepartments(call: Call, id: string | undefined) {
  const { departments } = call.corp;
  if (id !== undefined && !departments.has(Number(id))) refuse(60123, id);
  const visible = new Set(listVisibleDepartments(call));
  if (id !== undefined && !visible.has(Number(id))) refuse(60011, `department ${id}`);
  const wanted = id === undefined ? visible : listDepartmentsUnder(call.corp, Number(id));
  return [...departments.values()].filter((department) => visible.has(department.id) && wanted.has(department.id));
}

function listLeaders({ corp, app }: Call, departmentId: number): string[] {
  return [...corp.staff.values()]
    .filter((staff) => staff.profile.leads?.includes(departmentId) && isVisible(corp, app, staff.userid))
    .map((staff) => staff.userid);
}
