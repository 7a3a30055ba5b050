create table communities (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  purpose text not null,
  who text not null,
  what text not null,
  expectation jsonb not null,
  created_at timestamptz not null,
  archived_at timestamptz,
  primary key (org_id, id)
);

-- member_count is written in the transaction of each join and leave, under this row's lock: the lock is what
-- keeps a group from taking one more than it holds. Half-filled pages let the count change in place.
create table groups (
  org_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  carrier text not null,
  name text not null,
  owner_id uuid,
  state text not null,
  tags text[] not null default '{}',
  announcement text not null default '',
  capacity int not null,
  member_count int not null default 0,
  created_at timestamptz not null,
  primary key (org_id, id),
  constraint never_over_capacity check (member_count between 0 and capacity)
) with (fillfactor = 50);

create index groups_by_community on groups (org_id, community_id);

-- One row for each member and group, however often he came and went: the stays before are in the events.
create table memberships (
  org_id uuid not null,
  shard smallint not null,
  group_id uuid not null,
  member_id uuid not null,
  joined_at timestamptz not null,
  source_kind text not null,
  source_id uuid,
  invited_by uuid,
  left_at timestamptz,
  left_how text,
  muted_until timestamptz,
  read_only boolean not null default false,
  good_count int not null default 0,
  trusted_at timestamptz,
  primary key (shard, org_id, group_id, member_id)
) with (fillfactor = 80);

create index memberships_by_member on memberships (org_id, member_id);

create index memberships_by_time on memberships (shard, org_id, group_id, joined_at, member_id);

create table live_codes (
  org_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  name text not null,
  -- Unique over all orgs: whoever comes in with it says nothing else.
  code text not null,
  next_make boolean not null,
  next_name_template text not null,
  next_capacity int not null,
  next_max_groups int not null,
  valid_from timestamptz,
  valid_until timestamptz,
  is_stopped boolean not null default false,
  created_at timestamptz not null,
  primary key (org_id, id)
);

create unique index one_live_code_per_code on live_codes (code);

create unique index one_live_code_per_name on live_codes (org_id, name);

-- A group that was taken out of a code keeps its row, without a position, so that its joins stay counted.
create table live_code_groups (
  org_id uuid not null,
  live_code_id uuid not null,
  group_id uuid not null,
  position int,
  joined_count int not null default 0,
  primary key (org_id, live_code_id, group_id)
);
