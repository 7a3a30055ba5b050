-- The flood. The dedupe is the primary key: the carrier's own timestamp and id, which repeats carry.
create table messages (
  org_id uuid not null,
  shard smallint not null,
  at timestamptz not null,
  external_id text not null,
  id uuid not null,
  group_id uuid not null,
  sender_kind text not null,
  sender_id uuid,
  kind text not null,
  text text not null,
  -- pictureId, width, height, replyTo, mentions, title, url: what only some kinds have.
  extra jsonb,
  state text not null,
  -- Set for what only one member may see: notices, held messages are seen by their sender anyway.
  visible_to uuid,
  primary key (shard, org_id, at, external_id)
) partition by range (at);

-- Ids carry the time, so this one index serves history, paging and look-up by id.
create index messages_by_group on messages (shard, org_id, group_id, id);

-- What could not be stored, kept raw so that nothing that was acknowledged is lost.
create table inbound_rejected (
  org_id uuid not null,
  shard smallint not null,
  id uuid not null,
  at timestamptz not null,
  carrier text not null,
  body jsonb not null,
  error text not null,
  primary key (shard, org_id, id)
);

create table message_reactions (
  org_id uuid not null,
  shard smallint not null,
  group_id uuid not null,
  message_id uuid not null,
  emoji text not null,
  member_id uuid not null,
  at timestamptz not null,
  primary key (shard, org_id, group_id, message_id, emoji, member_id)
);

create table pictures (
  org_id uuid not null,
  shard smallint not null,
  id uuid not null,
  owner_id uuid not null,
  -- The group it was sent to; until then only its owner sees it.
  group_id uuid,
  width int not null,
  height int not null,
  jpeg bytea not null,
  small_jpeg bytea not null,
  created_at timestamptz not null,
  primary key (shard, org_id, id)
);

create index pictures_by_owner on pictures (shard, org_id, owner_id);

-- Pictures are JPEG already: compressing them again would only cost time.
alter table pictures alter column jpeg set storage external;

-- The ledger of everything that leaves.
create table actions (
  org_id uuid not null,
  shard smallint not null,
  id uuid not null,
  key text not null,
  cause_kind text not null,
  cause_id text not null,
  kind text not null,
  carrier text not null,
  group_id uuid not null,
  member_id uuid,
  body jsonb not null,
  -- True for what leaves by itself and therefore obeys quiet hours and caps.
  is_automatic boolean not null,
  state text not null,
  reason text,
  due_at timestamptz not null,
  expires_at timestamptz,
  attempts smallint not null default 0,
  lease uuid,
  lease_at timestamptz,
  send_id uuid,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (shard, org_id, id),
  unique (shard, org_id, key)
) with (fillfactor = 80);

create index actions_due on actions (shard, due_at) where state = 'planned';

create index actions_in_flight on actions (shard, lease_at) where state in ('due', 'sending', 'unknown', 'awaiting_staff');

create index actions_by_group on actions (shard, org_id, group_id, id);

create index actions_by_org on actions (org_id, id);

-- One attempt on a carrier. State is kept per action; a send only says what was tried and answered.
create table sends (
  org_id uuid not null,
  shard smallint not null,
  id uuid not null,
  carrier text not null,
  action_count smallint not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  result text not null,
  external_id text,
  answer text not null default '',
  primary key (shard, org_id, id)
);

create table action_sends (
  org_id uuid not null,
  shard smallint not null,
  action_id uuid not null,
  send_id uuid not null,
  primary key (shard, org_id, action_id, send_id)
);

-- How much left by itself on a calendar day of the org, to one group or one member.
create table send_counts (
  org_id uuid not null,
  shard smallint not null,
  subject_id uuid not null,
  day date not null,
  count int not null,
  primary key (shard, org_id, subject_id, day)
) with (fillfactor = 70);

-- What a carrier allows in a window, spent before the call.
create table carrier_quotas (
  org_id uuid not null,
  carrier text not null,
  window_start timestamptz not null,
  spent int not null,
  primary key (org_id, carrier, window_start)
);

create table sending_settings (
  org_id uuid not null primary key,
  paused boolean not null,
  paused_reason text not null,
  quiet_from text not null,
  quiet_until text not null,
  quiet_fallback text not null,
  member_day_cap int not null,
  group_day_cap int not null,
  updated_at timestamptz not null
);
