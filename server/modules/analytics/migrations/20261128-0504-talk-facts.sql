-- Who talked how much where on which day; what was held or taken back counts as said.
create view pub_member_days as
select org_id, shard, day, group_id, member_id, messages, last_at from member_day;

create view pub_group_days as
select org_id, shard, day, group_id, messages, active_members, last_at from group_day;
