import { createHash } from "node:crypto";
import type { XmlFields } from "../callbacks/xml.ts";
import type { Staff, StaffAttribute } from "../world/staff.ts";

/** Everything about a staff member, as assistants set up before August 2022 are still told. */
export function detailsOf(staff: Staff): XmlFields {
  const { profile, departments } = staff;
  return {
    Name: staff.name,
    MainDepartment: departments[0] ?? 1,
    IsLeaderInDept: departments.map((id) => (profile.leads?.includes(id) ? 1 : 0)).join(","),
    DirectLeader: profile.direct_leader?.join(","),
    Position: staff.position,
    Mobile: profile.mobile,
    Gender: Number(staff.gender),
    Email: profile.email,
    BizMail: profile.biz_mail,
    Status: staff.status,
    Avatar: avatarOfStaff(staff),
    Alias: profile.alias,
    Telephone: profile.telephone,
    Address: profile.address,
    ExtAttr: profile.attributes && { Item: profile.attributes.map(attributeOf) },
  };
}

function attributeOf({ name, text, title = "", url }: StaffAttribute) {
  if (url === undefined) return { Name: name, Type: 0, Text: { Value: text ?? "" } };
  return { Name: name, Type: 1, Web: { Title: title, Url: url } };
}

export function avatarOfStaff(staff: Staff): string {
  return `https://wework.qpic.cn/bizmail/${createHash("md5").update(staff.userid).digest("hex")}/0`;
}
