-- One row for each thing that can be promised: points, fen, units of a prize. The code is the org's own word for it.
create table ledger_assets (
  org_id uuid not null,
  code text not null,
  kind text not null,
  name text not null,
  -- Whole months after which a credit may expire, counted from the end of the month it was earned in; null never.
  expires_after_months smallint,
  created_at timestamptz not null,
  primary key (org_id, code)
);

-- balance = credits − debits that are posted; held_out and held_in are what open holds will take and bring. A balance
-- less what is held out never goes below min, with what is held in never above max; null is no bound. All accounts and
-- transfers of an org share one shard, so that linked transfers stay in one place. Half-filled pages let balances change
-- in place.
create table ledger_accounts (
  org_id uuid not null,
  shard smallint not null,
  id uuid not null,
  asset text not null,
  owner_kind text not null,
  owner_id uuid not null,
  purpose text not null,
  min_balance bigint,
  max_balance bigint,
  balance bigint not null default 0,
  held_out bigint not null default 0,
  held_in bigint not null default 0,
  created_at timestamptz not null,
  primary key (shard, org_id, id),
  constraint never_out_of_bounds check (
    (min_balance is null or balance - held_out >= min_balance) and (max_balance is null or balance + held_in <= max_balance)
    and held_out >= 0 and held_in >= 0)
) with (fillfactor = 50);

create index ledger_accounts_by_owner on ledger_accounts (shard, org_id, owner_id);

-- Never changed, but for how a hold ended and by what a transfer was reversed.
create table ledger_transfers (
  org_id uuid not null,
  shard smallint not null,
  id uuid not null,
  key text not null,
  -- posted · held until settled, released or expired.
  state text not null,
  debit_id uuid not null,
  credit_id uuid not null,
  amount bigint not null check (amount > 0),
  -- The balances that this transfer left; null while nothing has moved.
  debit_after bigint,
  credit_after bigint,
  reason text not null,
  source_kind text not null,
  source_id text not null,
  member_id uuid,
  expires_at timestamptz,
  -- The hold that this transfer settles, or the transfer that it takes back.
  settles uuid,
  reverses uuid,
  created_at timestamptz not null,
  primary key (shard, org_id, id),
  unique (shard, org_id, key)
) with (fillfactor = 90);

create index ledger_transfers_by_debit on ledger_transfers (shard, org_id, debit_id, id);

create index ledger_transfers_by_credit on ledger_transfers (shard, org_id, credit_id, id);

create unique index one_reversal_per_transfer on ledger_transfers (shard, org_id, reverses) where reverses is not null;

create index ledger_holds_by_expiry on ledger_transfers (shard, expires_at) where state = 'held';
