-- One row for every storage commitment that an archive was asked for, from the request until its outcome was made use of.
create table archive_commitment (
    transaction_uid text primary key,
    report_id text not null,
    destination text not null,
    asked_at bigint not null,
    -- the objects that were sent, a line each: SOP class, blank, SOP instance
    objects text not null,
    -- what the archive said although it took them
    warning text,
    -- OPEN until the archive says what it keeps; COMMITTED where that is all of it, else FAILED
    state text not null check (state in ('OPEN', 'COMMITTED', 'FAILED')),
    reason text
);
create index archive_commitment_by_report on archive_commitment (report_id, destination);
create index archive_commitment_by_time on archive_commitment (asked_at);

-- The originals whose storage an archive has committed.
create table archived (
    object_hash text not null,
    destination text not null,
    at bigint not null,
    primary key (object_hash, destination)
);
