/**
 * Every field that the documentation gives an answer or an event, whether a sample happens to show it or not. The
 * simulator may say these and nothing else. `a{b c[]{d}}` stands for a.b and a.c[].d.
 */
const contact =
  "external_userid name avatar type gender unionid position corp_name corp_full_name " +
  "external_profile{external_attr[]{type name text{value} web{url title} miniprogram{appid pagepath title}}}";
const relation =
  "userid remark description createtime remark_corp_name remark_mobiles[] oper_userid add_way state " +
  "wechat_channels{nickname source}";
const madeTags = "group_id group_name create_time order tag[]{id name create_time order}";
const foundTags = "group_id group_name create_time order deleted tag[]{id name create_time order deleted}";
const conclusions =
  "conclusions{text{content} image{pic_url} link{title picurl desc url} " +
  "miniprogram{title pic_media_id appid page}}";
const staff =
  "userid name department[] order[] position status isleader is_leader_in_dept[] direct_leader[] enable hide_mobile " +
  "alias main_department gender avatar";
const privileges =
  "view_customer_list view_customer_data view_room_list contact_me join_room share_customer oper_resign_customer " +
  "oper_resign_group send_customer_msg edit_welcome_msg view_behavior_data view_room_data send_group_msg " +
  "room_deduplication rapid_reply onjob_customer_transfer edit_anti_spam_rule export_customer_list " +
  "export_customer_data export_customer_group_list manage_customer_tag";

export const documentedAnswers: Readonly<Record<string, string>> = {
  gettoken: "access_token expires_in",
  getcallbackip: "ip_list[]",
  get_api_domain_ip: "ip_list[]",
  get_jsapi_ticket: "ticket expires_in",
  "ticket/get": "ticket expires_in",
  "agent/get":
    "agentid name square_logo_url description allow_userinfos{user[]{userid}} allow_partys{partyid[]} " +
    "allow_tags{tagid[]} close redirect_domain report_location_flag isreportenter home_url",
  "user/get": staff,
  "user/list": `userlist[]{${staff}}`,
  "user/simplelist": "userlist[]{userid name department[]}",
  "user/list_id": "next_cursor dept_user[]{userid department}",
  "department/list": "department[]{id name name_en department_leader[] parentid order}",
  "department/simplelist": "department_id[]{id parentid order}",
  "externalcontact/get_follow_user_list": "follow_user[]",
  "externalcontact/list": "external_userid[]",
  "externalcontact/get": `external_contact{${contact}} follow_user[]{${relation} tags[]{group_name tag_name tag_id type}} next_cursor`,
  "externalcontact/batch/get_by_user": `external_contact_list[]{external_contact{${contact}} follow_info{${relation} tag_id[]}} next_cursor fail_info{unlicensed_userid_list[]}`,
  "externalcontact/contact_list":
    "info_list[]{is_customer tmp_openid external_userid name follow_userid chat_id chat_name add_time} next_cursor",
  "externalcontact/get_corp_tag_list": `tag_group[]{${foundTags}}`,
  "externalcontact/add_corp_tag": `tag_group{${madeTags}}`,
  "externalcontact/get_strategy_tag_list": `tag_group[]{strategy_id ${foundTags}}`,
  "externalcontact/add_strategy_tag": `tag_group{strategy_id ${madeTags}}`,
  "externalcontact/customer_strategy/list": "strategy[]{strategy_id} next_cursor",
  "externalcontact/customer_strategy/get": `strategy{strategy_id parent_id strategy_name create_time admin_list[] privilege{${privileges}}}`,
  "externalcontact/customer_strategy/get_range": "range[]{type userid partyid} next_cursor",
  "externalcontact/customer_strategy/create": "strategy_id",
  "externalcontact/add_contact_way": "config_id qr_code",
  "externalcontact/get_contact_way": `contact_way{config_id type scene style remark skip_verify state qr_code user[] party[] is_temp expires_in chat_expires_in unionid is_exclusive mark_source ${conclusions}}`,
  "externalcontact/list_contact_way": "contact_way[]{config_id} next_cursor",
  "externalcontact/group_welcome_template/add": "template_id",
  "externalcontact/group_welcome_template/get":
    "text{content} image{media_id pic_url} link{title picurl desc url} miniprogram{title pic_media_id appid page} " +
    "file{media_id} video{media_id}",
  "externalcontact/groupchat/list": "group_chat_list[]{chat_id status} next_cursor",
  "externalcontact/groupchat/get":
    "group_chat{chat_id name owner create_time notice member_list[]{userid type unionid join_time join_scene state " +
    "invitor{userid} group_nickname name} admin_list[]{userid} member_version}",
  "externalcontact/opengid_to_chatid": "chat_id",
  "externalcontact/groupchat/add_join_way": "config_id",
  "externalcontact/groupchat/get_join_way":
    "join_way{config_id scene remark auto_create_room room_base_name room_base_id chat_id_list[] qr_code state mark_source}",
  "media/upload": "type media_id created_at",
  "media/uploadimg": "url",
  "media/upload_attachment": "type media_id created_at",
  "media/upload_by_url": "jobid",
  "media/get_upload_by_url_result": "status detail{errcode errmsg media_id created_at}",
};

const staffDetails =
  "UserID NewUserID Name Department MainDepartment IsLeaderInDept DirectLeader Position Mobile Gender Email BizMail " +
  "Status Avatar Alias Telephone Address ExtAttr{Item[]{Name Type Text{Value} Web{Title Url}}}";
const party = "Id Name ParentId Order";

/** By event, for all its kinds of change together: beside the header that every event has. */
export const documentedEvents: Readonly<Record<string, string>> = {
  change_external_contact: "ChangeType UserID ExternalUserID State WelcomeCode Source FailReason",
  change_external_chat:
    "ChatId ChangeType UpdateDetail JoinScene QuitScene MemChangeCnt MemChangeList{Item[]} LastMemVer CurMemVer",
  change_external_tag: "Id TagType ChangeType StrategyId",
  change_contact: `ChangeType ${staffDetails} ${party} TagId AddUserItems DelUserItems AddPartyItems DelPartyItems`,
  upload_media_job_finish: "JobId",
  inactive_alert: "AgentID EffectTime",
  close_inactive_agent: "AgentID",
  reopen_inactive_agent: "AgentID",
  low_active_alert: "AgentID EffectTime",
  low_active: "AgentID",
  active_restored: "AgentID",
};

export const eventHeader = "ToUserName FromUserName CreateTime MsgType Event";

/** The paths behind the short writing; a list stands as itself and as what is in it. */
export function readPaths(writing: string): Set<string> {
  const paths = new Set<string>();
  const above: string[] = [];
  let last = "";
  for (const [word] of writing.matchAll(/[A-Za-z_]+(?:\[\])?|[{}]/g)) {
    if (word === "{") above.push(last);
    else if (word === "}") above.pop();
    else {
      const top = above.at(-1);
      last = top === undefined ? word : `${top}.${word}`;
      paths.add(last).add(last.replace(/\[\]$/, ""));
    }
  }
  return paths;
}
