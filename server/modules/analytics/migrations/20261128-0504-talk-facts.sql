-- Who talked how much where on which day; what was held or taken back counts as said.
create view pub_member_days as
select org_id, shard, day, group_id, member_id, messages from member_day;

-- Only days on which somebody talked.
create view pub_group_days as
select org_id, shard, day, group_id, messages from group_day where messages > 0;
