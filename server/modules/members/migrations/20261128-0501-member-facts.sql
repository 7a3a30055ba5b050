-- What conditions may ask about members. Who has deleted his data is nobody any more.
create view pub_member_facts as
select org_id, shard, id as member_id, nickname, tags, array_to_string(tags, ' · ') as tag_line, is_blocked, first_joined_at
from members where erased_at is null;

create view pub_member_identities as
select org_id, shard, member_id, carrier from identities;

create view pub_member_consents as
select org_id, shard, member_id, kind from consents;
