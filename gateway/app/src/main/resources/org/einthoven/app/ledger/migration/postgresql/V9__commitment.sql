-- One row for every storage commitment that a peer asked for (DICOM N-ACTION).
create table commitment (
    sequence bigint generated always as identity primary key,
    peer text not null,
    transaction_uid text not null,
    asked_at bigint not null,
    -- ASKED until an outcome is known for each object, DECIDED until the peer has heard it, then REPORTED; UNREPORTED where it
    -- cannot be told
    state text not null check (state in ('ASKED', 'DECIDED', 'REPORTED', 'UNREPORTED')),
    reason text,
    -- of telling it
    tries integer not null default 0,
    next_try_at bigint,
    changed_at bigint not null,
    unique (peer, transaction_uid)
);
create index commitment_due on commitment (state, next_try_at);
create index commitment_by_time on commitment (changed_at);

-- The objects of a commitment, in the order in which they were named.
create table commitment_object (
    commitment bigint not null references commitment (sequence) on delete cascade,
    position integer not null,
    sop_class_uid text not null,
    sop_instance_uid text not null,
    -- null while it is not known; 0 for committed, else the Failure Reason (0008,1197)
    outcome integer,
    primary key (commitment, position)
);
create index commitment_object_open on commitment_object (sop_instance_uid) where outcome is null;

-- Since when this gateway alone answers for an original: somebody may have deleted his own since, so retention keeps it.
alter table received add column committed_at bigint;
