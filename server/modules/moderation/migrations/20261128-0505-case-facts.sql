-- Each time a member was caught and it was not taken back.
create view pub_standing_cases as
select org_id, shard, member_id, at from cases where undone_at is null;
