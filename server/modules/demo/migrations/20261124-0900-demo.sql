-- A demo: an org of its own, made from another org. The row goes with the demo's other rows, so no row means no demo.
create table demo_runs (
  org_id uuid not null primary key,
  host_org_id uuid not null,
  owner_id uuid not null,
  is_small boolean not null,
  state text not null check (state in ('planned', 'making', 'present', 'wiping', 'failed')),
  progress real not null default 0,
  members int not null default 0,
  messages int not null default 0,
  code text,
  -- When the work last gave a sign of life: a maker that was killed says nothing more.
  beat_at timestamptz not null
);

create unique index one_demo_per_org on demo_runs (host_org_id);

-- The way back for who went into a demo: the cookie holds the token, this table only its hash. Each is used once.
create table demo_returns (
  org_id uuid not null,
  token_hash text not null,
  host_org_id uuid not null,
  staff_id uuid not null,
  expires_at timestamptz not null,
  primary key (org_id, token_hash)
);
