-- How much left by itself on a calendar day, to one group or one member.
create view pub_automatic_sends as
select org_id, shard, subject_id, day, count from send_counts;
