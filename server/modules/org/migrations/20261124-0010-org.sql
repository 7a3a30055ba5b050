create table orgs (
  id uuid primary key,
  name text not null,
  time_zone text not null default 'Asia/Shanghai',
  is_demo boolean not null default false,
  created_at timestamptz not null
);

-- The account is unique over all orgs: whoever signs in names no org.
create table staff (
  org_id uuid not null,
  id uuid not null,
  account text not null,
  name text not null,
  role text not null check (role in ('owner', 'admin', 'operator', 'service', 'viewer')),
  password_hash text not null,
  disabled_at timestamptz,
  created_at timestamptz not null,
  last_seen_at timestamptz,
  primary key (org_id, id)
);

create unique index one_account_per_staff on staff (account);

-- The cookie holds the token, this table only its SHA-256: who reads the table cannot sign in with it.
create table staff_sessions (
  org_id uuid not null,
  id uuid not null,
  staff_id uuid not null,
  token_hash text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  user_agent text not null,
  address text not null,
  primary key (org_id, id)
);

create unique index one_session_per_token on staff_sessions (token_hash);
create index staff_sessions_by_staff on staff_sessions (org_id, staff_id);
create index staff_sessions_by_age on staff_sessions (last_seen_at);

-- Instants of the tries within the window, one row per key. The keys are hashed: people type passwords as accounts.
create table login_attempts (
  org_id uuid not null,
  key text not null,
  times timestamptz[] not null,
  last_at timestamptz not null,
  primary key (org_id, key)
);

create index login_attempts_by_age on login_attempts (last_at);

create table audit_log (
  org_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id uuid,
  actor_name text not null,
  act text not null,
  subject_kind text not null,
  subject_id text not null,
  subject_name text not null,
  before jsonb,
  after jsonb,
  primary key (org_id, id)
);

create index audit_log_by_time on audit_log (org_id, at desc, id desc);
create index audit_log_by_actor on audit_log (org_id, actor_id, at desc, id desc);
create index audit_log_by_subject on audit_log (org_id, subject_kind, subject_id);
