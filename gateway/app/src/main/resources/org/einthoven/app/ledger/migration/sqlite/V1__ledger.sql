-- One row for every distinct sequence of bytes that came in, by whatever way and however often.
create table received (
    object_hash text primary key,
    channel text not null,
    sender text,
    received_at text not null,
    last_received_at text not null,
    arrivals integer not null,
    state text not null check (state in ('RECEIVED', 'INTERPRETED', 'QUARANTINED', 'FAILED')),
    reason text,
    changed_at text not null,
    format text,
    source_identifier text,
    source_key text,
    report_id text
);
create index received_by_state on received (state);
create index received_by_source on received (source_key);
create index received_by_identifier on received (source_identifier);

-- One row for every ECG and model version.
create table report (
    report_id text primary key,
    source_key text not null,
    model text not null,
    object_hash text not null,
    original_hash text not null,
    analysed integer not null,
    reason text,
    made_at text not null
);
create index report_by_source on report (source_key, model);

-- One row for every report and destination.
create table delivery (
    report_id text not null,
    destination text not null,
    state text not null check (state in ('WAITING', 'DELIVERED', 'KEPT_VERIFIED', 'FAILED')),
    tries integer not null,
    reason text,
    version text,
    changed_at text not null,
    primary key (report_id, destination)
);
create index delivery_by_state on delivery (destination, state);
