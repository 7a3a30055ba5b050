-- Who took an act back, and when; set once, under the row's lock.
alter table audit_log add column undone_at timestamptz;
alter table audit_log add column undone_by uuid;
alter table audit_log add column undone_by_name text;
