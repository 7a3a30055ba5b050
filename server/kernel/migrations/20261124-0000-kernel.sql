-- Facts of the product, rarer than messages. `subject` is whom or what it happened to; timelines read by it.
create table events (
  org_id uuid not null,
  shard smallint not null,
  id uuid not null,
  at timestamptz not null,
  name text not null,
  subject uuid not null,
  fact jsonb not null,
  actor_kind text not null,
  actor_id uuid,
  primary key (shard, org_id, subject, id)
);

-- One row for each answered mutating request, written in the transaction of its effect.
create table idempotency_keys (
  org_id uuid not null,
  caller text not null,
  key text not null,
  route text not null,
  request_hash text not null,
  status smallint,
  response jsonb,
  created_at timestamptz not null,
  primary key (org_id, caller, key)
);

create index idempotency_keys_by_age on idempotency_keys (created_at);
