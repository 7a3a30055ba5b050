-- The communities that a staff member sees and works in; null for all. Whoever leads the org sees all of it.
alter table staff add column scope uuid[];

alter table staff add constraint leaders_see_all check (scope is null or role not in ('owner', 'admin'));
