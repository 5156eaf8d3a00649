-- Of which class an archive committed it; null for what it committed before this was noted.
alter table archived add column sop_class_uid text;

-- The same content in other bytes is what the archive has.
insert into archived (object_hash, destination, at)
    select distinct r.object_hash, a.destination, a.at from archived a
        join received o on o.object_hash = a.object_hash join received r on r.source_key = o.source_key
    where true on conflict (object_hash, destination) do nothing;

-- The ECGs that an archive took with another status than success: under their UID it may have another, or a changed one. It
-- stays so, whatever the archive answers later: many say success of what they have and leave as it is.
create table doubtful (
    source_key text not null,
    destination text not null,
    status text not null,
    at integer not null,
    primary key (source_key, destination)
) without rowid;
