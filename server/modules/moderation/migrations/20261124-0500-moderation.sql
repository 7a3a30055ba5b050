-- One time a member was caught: what he wrote, which rule it broke, what was done about it.
create table cases (
  org_id uuid not null,
  shard smallint not null,
  id uuid not null,
  at timestamptz not null,
  group_id uuid not null,
  member_id uuid not null,
  step text not null,
  offence smallint not null,
  expires_at timestamptz,
  -- The evidence as it was then: message and rule may change or go.
  message_id uuid not null,
  text text not null,
  hits jsonb not null,
  rule_id uuid,
  rule_name text,
  rule_version int,
  actor_kind text not null,
  actor_id uuid,
  actor_name text not null,
  -- What it caused, and what undoing it caused.
  action_ids uuid[] not null,
  undone_at timestamptz,
  undone_by uuid,
  undone_by_name text,
  undone_note text,
  primary key (shard, org_id, id)
);

create index cases_by_org on cases (org_id, id);

create index cases_by_member on cases (org_id, member_id, at);

create index cases_by_group on cases (shard, org_id, group_id, id);

-- One row per member who was ever caught: locked while his offences are counted, so that two cases at the
-- same moment, in one batch or in two processes, cannot both be his first.
create table offenders (
  org_id uuid not null,
  shard smallint not null,
  member_id uuid not null,
  case_count int not null,
  primary key (shard, org_id, member_id)
) with (fillfactor = 70);

create table ladder_settings (
  org_id uuid not null primary key,
  decay_days int not null,
  mute_minutes int not null,
  mute_at smallint not null,
  remove_at smallint not null,
  warn_text text not null,
  trust_after smallint not null,
  updated_at timestamptz not null
);

create table reports (
  org_id uuid not null,
  shard smallint not null,
  id uuid not null,
  at timestamptz not null,
  group_id uuid not null,
  message_id uuid not null,
  reporter_id uuid not null,
  -- Of the message: kept here, because the message may be withdrawn or recalled before anybody looks.
  author_kind text not null,
  author_id uuid,
  text text not null,
  reason text not null,
  note text not null,
  settled_at timestamptz,
  settled_by uuid,
  settled_by_name text,
  outcome text,
  primary key (shard, org_id, id),
  -- Once per member and message.
  unique (shard, org_id, message_id, reporter_id)
);

create index reports_by_org on reports (org_id, id);

create index reports_by_message on reports (org_id, message_id);

create index open_reports on reports (org_id, id) where settled_at is null;

create index reports_by_reporter on reports (org_id, reporter_id);

create index reports_by_author on reports (org_id, author_id);
