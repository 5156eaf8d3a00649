-- The tables of sqlite/, in PostgreSQL's words. Times are milliseconds since 1970; sequences tell what came first,
-- whatever the clock did.

-- One row for every distinct sequence of bytes that came in, by whatever way and however often.
create table received (
    sequence bigint generated always as identity primary key,
    object_hash text not null unique,
    channel text not null,
    sender text,
    -- LIVE or BACKFILL: which queue it waits in
    lane text not null,
    -- the gateway node that received it
    node text not null,
    size bigint,
    -- keyed hash of patient identifier and issuer; null where the ECG names none
    patient_key text,
    received_at bigint not null,
    last_received_at bigint not null,
    arrivals integer not null,
    state text not null check (state in ('RECEIVED', 'INTERPRETED', 'QUARANTINED', 'FAILED')),
    reason text,
    tries integer not null default 0,
    -- null while it is in the queue or needs nothing more
    next_try_at bigint,
    changed_at bigint not null,
    format text,
    source_identifier text,
    source_key text,
    report_id text,
    -- a person's word on whose ECG it is, in place of the ECG's own
    assigned_patient text,
    assigned_issuer text,
    -- when retention removed the original
    removed_at bigint
);
create index received_unread on received (lane, next_try_at) where state = 'RECEIVED';
create index received_by_state on received (state, sequence);
create index received_by_time on received (received_at);
create index received_by_source on received (source_key);
create index received_by_identifier on received (source_identifier);
create index received_by_report on received (report_id);

-- One row for every ECG and model version.
create table report (
    sequence bigint generated always as identity primary key,
    report_id text not null unique,
    source_key text not null,
    model text not null,
    original_hash text not null,
    patient_key text,
    analysed integer not null,
    reason text,
    made_at bigint not null,
    -- the report of an older model version on the same ECG
    supersedes text,
    -- the FHIR transaction as JSON, gzip; null where retention removed it
    bundle bytea
);
create index report_by_source on report (source_key, model);
create index report_by_time on report (made_at);

-- One row for every report and destination.
create table delivery (
    sequence bigint generated always as identity primary key,
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
    next_try_at bigint,
    changed_at bigint not null,
    unique (report_id, destination)
);
create index delivery_waiting on delivery (destination, next_try_at) where state = 'WAITING';
create index delivery_order on delivery (destination, patient_key, sequence) where state = 'WAITING';
create index delivery_by_state on delivery (destination, state, changed_at);

-- An ECG's way, step by step.
create table step (
    sequence bigint generated always as identity primary key,
    object_hash text not null,
    at bigint not null,
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
    sequence bigint generated always as identity primary key,
    job text not null,
    subject text not null,
    node text not null,
    started_at bigint not null,
    ended_at bigint,
    compared bigint not null default 0,
    missing bigint not null default 0,
    mended bigint not null default 0,
    outcome text
);
create index job_run_by_job on job_run (job, subject, sequence);
