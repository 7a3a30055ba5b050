-- The link holds the code, this table only its SHA-256. A row is used by one person: used_by is set in the transaction
-- that makes him, under the row's lock.
create table staff_invitations (
  org_id uuid not null,
  id uuid not null,
  code_hash text not null,
  role text not null check (role in ('owner', 'admin', 'operator', 'service', 'viewer')),
  scope uuid[],
  note text not null,
  invited_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_by uuid,
  revoked_at timestamptz,
  primary key (org_id, id)
);

create unique index one_invitation_per_code on staff_invitations (code_hash);
