-- A token calls in its maker's name. Only the SHA-256 of its secret is kept: who reads the table cannot call with it.
create table access_tokens (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  secret_hash text not null,
  hint text not null,
  staff_id uuid not null,
  permissions text[] not null,
  scope uuid[],
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (org_id, id)
);

create unique index one_token_per_secret on access_tokens (secret_hash);

-- What was done by a token is its own doing, in somebody's name.
alter table audit_log add column on_behalf_id uuid;
alter table audit_log add column on_behalf_name text;
create index audit_log_by_behalf on audit_log (org_id, on_behalf_id, at desc, id desc) where on_behalf_id is not null;
