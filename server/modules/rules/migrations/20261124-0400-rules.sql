-- Definitions: few rows, read into memory. The current version of each rule stands here.
create table rules (
  org_id uuid not null,
  id uuid not null,
  version int not null,
  name text not null,
  mode text not null,
  trigger text not null,
  priority smallint not null,
  stops_here boolean not null,
  conditions jsonb not null,
  actions jsonb not null,
  member_minutes int not null,
  group_minutes int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (org_id, id)
);

-- What a rule said at each version; never changed, since matches and cases refer to it.
create table rule_versions (
  org_id uuid not null,
  rule_id uuid not null,
  version int not null,
  definition jsonb not null,
  at timestamptz not null,
  by_kind text not null,
  by_id uuid,
  primary key (org_id, rule_id, version)
);

-- Counts up with every change, so that each process sees by one small row that its compiled rules are old.
create table rule_stamps (
  org_id uuid not null primary key,
  stamp bigint not null
);

create table rule_matches (
  org_id uuid not null,
  shard smallint not null,
  id uuid not null,
  rule_id uuid not null,
  version int not null,
  at timestamptz not null,
  group_id uuid not null,
  member_id uuid not null,
  -- Null when the rule matched a member who joined.
  message_id uuid,
  text text not null,
  hits jsonb not null,
  is_dry boolean not null,
  primary key (shard, org_id, id)
);

create index rule_matches_by_rule on rule_matches (org_id, rule_id, id);

create index rule_matches_by_member on rule_matches (org_id, member_id);

-- Until when a rule does not answer this member or this group again.
create table rule_cooldowns (
  org_id uuid not null,
  shard smallint not null,
  rule_id uuid not null,
  subject_id uuid not null,
  until timestamptz not null,
  primary key (shard, org_id, rule_id, subject_id)
) with (fillfactor = 70);

-- The last greeting of each group; its row is the lock that keeps greetings a minute apart.
create table group_greetings (
  org_id uuid not null,
  shard smallint not null,
  group_id uuid not null,
  seq int not null,
  action_id uuid,
  due_at timestamptz,
  name_count int not null,
  primary key (shard, org_id, group_id)
) with (fillfactor = 70);

-- When a member was last greeted in a group, so that who leaves and comes back is not greeted each time.
create table greeted_members (
  org_id uuid not null,
  shard smallint not null,
  group_id uuid not null,
  member_id uuid not null,
  greeted_at timestamptz not null,
  primary key (shard, org_id, group_id, member_id)
);
