-- Finished counts per group and calendar day of the org, kept while messages come in. The group leads the day:
-- whoever reads knows the groups, and one group's month lies side by side.
create table group_day (
  org_id uuid not null,
  shard smallint not null,
  group_id uuid not null,
  day date not null,
  messages int not null default 0,
  active_members int not null default 0,
  joins int not null default 0,
  leaves int not null default 0,
  last_at timestamptz,
  primary key (shard, org_id, group_id, day)
) with (fillfactor = 60);

-- Who said how much where on which day. The day leads the group, so that today's rows lie together however many
-- groups there are, and old days can leave together.
create table member_day (
  org_id uuid not null,
  shard smallint not null,
  day date not null,
  group_id uuid not null,
  member_id uuid not null,
  messages int not null,
  last_at timestamptz not null,
  primary key (shard, org_id, day, group_id, member_id)
) with (fillfactor = 80);

-- When somebody last said something is asked by member, over all groups.
create index member_day_by_member on member_day (org_id, member_id, day);

-- Each stay of a member in a group, the past ones too: people behind a count of joins or leaves, and how many were
-- here at any moment. The days are the org's and stand beside the instants, so that a list and a count never part
-- at a change of the clock.
create table stays (
  org_id uuid not null,
  shard smallint not null,
  group_id uuid not null,
  member_id uuid not null,
  -- The joining event's: who leaves and comes back within one tick of the clock has two stays all the same.
  id uuid not null,
  joined_at timestamptz not null,
  joined_on date not null,
  left_at timestamptz,
  left_on date,
  primary key (shard, org_id, group_id, member_id, id)
) with (fillfactor = 80);

create index stays_by_join on stays (shard, org_id, joined_on);

create index stays_by_leave on stays (shard, org_id, left_on) where left_on is not null;

-- What analytics may know of messages: everything that members said, whatever became of it, and whether it stands in
-- the chat for all to see.
create view pub_messages as
select org_id, shard, group_id, id, at, sender_kind, sender_id, text,
       visible_to is null and state = 'shown' and kind in ('text', 'picture', 'card') as is_talk
from messages;

-- Joins and leaves as they were told: what stays are rebuilt from.
create view pub_stay_events as
select org_id, id, name, (fact ->> 'at')::timestamptz as at,
       (fact ->> 'groupId')::uuid as group_id, (fact ->> 'memberId')::uuid as member_id
from events where name in ('member.joined', 'member.left');

create view pub_groups as
select org_id, id, community_id, state <> 'archived' as is_alive from groups;
