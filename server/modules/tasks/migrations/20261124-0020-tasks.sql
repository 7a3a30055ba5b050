-- Something a person has to do. The key says what for: asking twice makes one task.
create table tasks (
  org_id uuid not null,
  id uuid not null,
  key text not null,
  kind text not null check (kind in ('rule', 'carrier', 'report', 'unknown_send')),
  title text not null,
  body text not null,
  group_id uuid,
  member_id uuid,
  message_id uuid,
  action_id uuid,
  assignee_id uuid,
  state text not null check (state in ('open', 'done', 'dropped')),
  created_at timestamptz not null,
  closed_at timestamptz,
  closed_by uuid,
  primary key (org_id, id)
);

create unique index one_task_per_key on tasks (org_id, key);
create index open_tasks on tasks (org_id, created_at, id) where state = 'open';
create index closed_tasks on tasks (org_id, state, closed_at desc, id desc) where state <> 'open';
create index tasks_by_member on tasks (org_id, member_id) where member_id is not null;
