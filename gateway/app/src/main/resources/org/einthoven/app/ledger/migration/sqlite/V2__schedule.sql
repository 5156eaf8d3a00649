-- The ledger becomes the schedule of every next try. Times are milliseconds since 1970; sequences tell what came first,
-- whatever the clock did.

alter table received rename to received_1;
-- One row for every distinct sequence of bytes that came in, by whatever way and however often.
create table received (
    sequence integer primary key autoincrement,
    object_hash text not null unique,
    channel text not null,
    sender text,
    -- LIVE or BACKFILL: which queue it waits in
    lane text not null,
    -- the gateway node that received it
    node text not null,
    size integer,
    -- keyed hash of patient identifier and issuer; null where the ECG names none
    patient_key text,
    received_at integer not null,
    last_received_at integer not null,
    arrivals integer not null,
    state text not null check (state in ('RECEIVED', 'INTERPRETED', 'QUARANTINED', 'FAILED')),
    reason text,
    tries integer not null default 0,
    -- null while it is in the queue or needs nothing more
    next_try_at integer,
    changed_at integer not null,
    format text,
    source_identifier text,
    source_key text,
    report_id text,
    -- a person's word on whose ECG it is, in place of the ECG's own
    assigned_patient text,
    assigned_issuer text,
    -- when retention removed the original
    removed_at integer
);
insert into received (object_hash, channel, sender, lane, node, received_at, last_received_at, arrivals, state, reason,
        changed_at, format, source_identifier, source_key, report_id)
    select object_hash, channel, sender, 'LIVE', 'gateway', cast(strftime('%s', received_at) as integer) * 1000,
        cast(strftime('%s', last_received_at) as integer) * 1000, arrivals, state, reason,
        cast(strftime('%s', changed_at) as integer) * 1000, format, source_identifier, source_key, report_id
    from received_1 order by received_at;
drop table received_1;
create index received_unread on received (lane, next_try_at) where state = 'RECEIVED';
create index received_by_state on received (state, sequence);
create index received_by_time on received (received_at);
create index received_by_source on received (source_key);
create index received_by_identifier on received (source_identifier);
create index received_by_report on received (report_id);

alter table report rename to report_1;
-- One row for every ECG and model version.
create table report (
    sequence integer primary key autoincrement,
    report_id text not null unique,
    source_key text not null,
    model text not null,
    original_hash text not null,
    patient_key text,
    analysed integer not null,
    reason text,
    made_at integer not null,
    -- the report of an older model version on the same ECG
    supersedes text,
    -- the FHIR transaction as JSON, gzip; null where retention removed it
    bundle blob
);
insert into report (report_id, source_key, model, original_hash, analysed, reason, made_at)
    select report_id, source_key, model, original_hash, analysed, reason,
        cast(strftime('%s', made_at) as integer) * 1000
    from report_1 order by made_at;
drop table report_1;
create index report_by_source on report (source_key, model);
create index report_by_time on report (made_at);

alter table delivery rename to delivery_1;
-- One row for every report and destination.
create table delivery (
    sequence integer primary key autoincrement,
    report_id text not null,
    destination text not null,
    patient_key text,
    state text not null check (state in ('WAITING', 'DELIVERED', 'KEPT_VERIFIED', 'FAILED')),
    tries integer not null default 0,
    reason text,
    -- what the receiver said although it took the report
    warning text,
    version text,
    -- null while it is in the queue or needs nothing more
    next_try_at integer,
    changed_at integer not null,
    unique (report_id, destination)
);
-- What an older gateway left waiting has no transaction here: its original is read again.
update received set state = 'RECEIVED', next_try_at = changed_at, report_id = null where report_id in (
    select report_id from delivery_1 where state = 'WAITING');
delete from report where report_id in (select report_id from delivery_1 where state = 'WAITING');
insert into delivery (report_id, destination, state, tries, reason, version, changed_at)
    select report_id, destination, state, tries, reason, version, cast(strftime('%s', changed_at) as integer) * 1000
    from delivery_1 where state <> 'WAITING' order by changed_at;
drop table delivery_1;
create index delivery_waiting on delivery (destination, next_try_at) where state = 'WAITING';
create index delivery_order on delivery (destination, patient_key, sequence) where state = 'WAITING';
create index delivery_by_state on delivery (destination, state, changed_at);

-- An ECG's way, step by step.
create table step (
    sequence integer primary key autoincrement,
    object_hash text not null,
    at integer not null,
    step text not null,
    destination text,
    outcome text not null,
    reason text,
    node text not null
);
create index step_by_object on step (object_hash);
create index step_by_time on step (at);

-- What all nodes share: the key of patient keys.
create table setting (
    name text primary key,
    value text not null
);

-- One row for every run of a job that looks after the rest: reconciliation, retention.
create table job_run (
    sequence integer primary key autoincrement,
    job text not null,
    subject text not null,
    node text not null,
    started_at integer not null,
    ended_at integer,
    compared integer not null default 0,
    missing integer not null default 0,
    mended integer not null default 0,
    outcome text
);
create index job_run_by_job on job_run (job, subject, sequence);
