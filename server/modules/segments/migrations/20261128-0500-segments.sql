-- Conditions with a name. Definitions: few rows, read whole.
create table segments (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  subject text not null check (subject in ('member', 'group')),
  condition jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (org_id, id)
);

create unique index one_segment_per_name on segments (org_id, name) where archived_at is null;
