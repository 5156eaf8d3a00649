-- What people asked for, and indexes that hold only what waits, so that finding what is due costs as little in a ledger of
-- millions as in one of hundreds.

-- 1 while a person wants an ECG read by the model that runs then, whatever reports there are
alter table received add column rerun integer not null default 0;

drop index received_unread;
create index received_due on received (lane, next_try_at, sequence) where state = 'RECEIVED' and next_try_at is not null;
create index received_queued on received (lane, changed_at) where state = 'RECEIVED' and next_try_at is null;

drop index delivery_waiting;
create index delivery_due on delivery (destination, next_try_at, sequence) where state = 'WAITING' and next_try_at is not null;
create index delivery_queued on delivery (destination, changed_at) where state = 'WAITING' and next_try_at is null;
create index delivery_failed on delivery (report_id) where state = 'FAILED';

-- retention looks only for what it has not removed yet
drop index report_by_time;
create index report_by_time on report (made_at) where bundle is not null;
