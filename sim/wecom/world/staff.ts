import type { Corp } from "./corp.ts";
import type { Follow } from "./customer.ts";

export interface Department {
  readonly id: number;
  name: string;
  parentid: number;
  order: number;
}

/** A member of the corp. */
export interface Staff {
  /** Can be changed once by the console: see renameStaff. */
  userid: string;
  name: string;
  departments: readonly number[];
  position: string;
  gender: "0" | "1" | "2";
  profile: StaffProfile;
  /** 1 active, 2 disabled, 4 not activated, 5 left. */
  status: 1 | 2 | 4 | 5;
  isRealNameVerified: boolean;
  /** Inside 客户联系 → 权限配置 → 使用范围. */
  hasCustomerContact: boolean;
  /** Customers add without being asked. */
  skipsVerification: boolean;
  /** Chats with customers are archived, and nothing is said to one who has not agreed. */
  needsArchiveConsent: boolean;
  /** The console has a welcome for his new customers, so that no app is offered the word. */
  hasConsoleWelcome: boolean;
  leftAt: number | undefined;
  readonly follows: Map<string, Follow>;
}

/** What only an old 通讯录同步 assistant is told. */
export interface StaffProfile {
  readonly mobile?: string | undefined;
  readonly email?: string | undefined;
  readonly biz_mail?: string | undefined;
  readonly alias?: string | undefined;
  readonly telephone?: string | undefined;
  readonly address?: string | undefined;
  readonly direct_leader?: readonly string[] | undefined;
  /** Departments that he leads. */
  readonly leads?: readonly number[] | undefined;
  readonly attributes?: readonly StaffAttribute[] | undefined;
}

/** A text, or a page with an address. */
export interface StaffAttribute {
  readonly name: string;
  readonly text?: string | undefined;
  readonly title?: string | undefined;
  readonly url?: string | undefined;
}

export type StaffDraft = Pick<Staff, "userid"> &
  Partial<Omit<Staff, "userid" | "follows" | "leftAt">> & { readonly leftAt?: number };

export function addStaff(corp: Corp, draft: StaffDraft): Staff {
  const staff: Staff = {
    userid: draft.userid,
    name: draft.name ?? draft.userid,
    departments: draft.departments ?? [1],
    position: draft.position ?? "",
    gender: draft.gender ?? "0",
    profile: draft.profile ?? {},
    status: draft.status ?? 1,
    isRealNameVerified: draft.isRealNameVerified ?? true,
    hasCustomerContact: draft.hasCustomerContact ?? true,
    skipsVerification: draft.skipsVerification ?? true,
    needsArchiveConsent: draft.needsArchiveConsent ?? false,
    hasConsoleWelcome: draft.hasConsoleWelcome ?? false,
    leftAt: draft.leftAt,
    follows: new Map(),
  };
  corp.staff.set(staff.userid, staff);
  return staff;
}

export function addDepartment(
  corp: Corp,
  draft: { readonly id: number; readonly name: string; readonly parentid?: number },
): Department {
  const department: Department = { id: draft.id, name: draft.name, parentid: draft.parentid ?? 1, order: draft.id };
  corp.departments.set(department.id, department);
  return department;
}

/** The department and all below it. */
export function listDepartmentsUnder(corp: Corp, top: number): Set<number> {
  const found = new Set<number>(corp.departments.has(top) ? [top] : []);
  for (const id of found) {
    for (const department of corp.departments.values()) if (department.parentid === id) found.add(department.id);
  }
  return found;
}

export function isEmployed(staff: Staff | undefined): staff is Staff {
  return staff !== undefined && staff.status !== 5;
}

/** May use 客户联系: inside its range, active, and known by his real name. */
export function canServeCustomers(staff: Staff | undefined): staff is Staff {
  return isEmployed(staff) && staff.status === 1 && staff.hasCustomerContact && staff.isRealNameVerified;
}
