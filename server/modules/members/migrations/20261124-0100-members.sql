-- One person in one org, however many carriers and groups. An erased member keeps the row, without a name,
-- because counts and other people's replies hang on the id.
create table members (
  org_id uuid not null,
  shard smallint not null,
  id uuid not null,
  nickname text not null,
  note text not null default '',
  tags text[] not null default '{}',
  is_blocked boolean not null default false,
  first_joined_at timestamptz not null,
  erased_at timestamptz,
  primary key (shard, org_id, id)
);

create index members_by_org on members (org_id, id) where erased_at is null;

create index members_by_tag on members using gin (tags);

-- A member's id on one carrier. The shard is a hash of the external id, not of the member: what this table
-- promises is that one external id has one member, and only a key within one shard can keep that.
create table identities (
  org_id uuid not null,
  shard smallint not null,
  carrier text not null,
  external_id text not null,
  member_id uuid not null,
  created_at timestamptz not null,
  primary key (shard, org_id, carrier, external_id)
);

create index identities_by_member on identities (org_id, member_id);

create table consents (
  org_id uuid not null,
  shard smallint not null,
  member_id uuid not null,
  kind text not null,
  version text not null,
  given_at timestamptz not null,
  primary key (shard, org_id, member_id, kind, version)
);

-- The shard is a hash of the token, which is all that is known when a request comes in; so is the org read
-- from here. The token itself is never stored.
create table device_sessions (
  org_id uuid not null,
  shard smallint not null,
  token_hash text not null,
  member_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (shard, token_hash, org_id)
);

create index device_sessions_by_member on device_sessions (org_id, member_id);
