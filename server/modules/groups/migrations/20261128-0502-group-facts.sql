-- What conditions may ask about groups, and about members by the groups they are or were in. A group that is archived
-- is over: no condition holds for it.
create view pub_group_facts as
select g.org_id, g.id as group_id, g.name, g.community_id, c.name as community_name, g.carrier, g.owner_id, g.state,
       g.tags, g.member_count, g.capacity, round(100.0 * g.member_count / nullif(g.capacity, 0))::int as fill_percent,
       g.created_at
from groups g join communities c on c.org_id = g.org_id and c.id = g.community_id
where g.state <> 'archived';

-- One row for each member and group that ever met. How he came is how he came last.
create view pub_memberships as
select org_id, shard, group_id, member_id, left_at is null as is_present, source_kind,
       case when source_kind = 'live_code' then source_id end as live_code_id,
       muted_until, trusted_at is not null as is_trusted
from memberships;

create view pub_community_memberships as
select m.org_id, m.shard, m.member_id, g.community_id, m.left_at is null as is_present
from memberships m join groups g on g.org_id = m.org_id and g.id = m.group_id;
