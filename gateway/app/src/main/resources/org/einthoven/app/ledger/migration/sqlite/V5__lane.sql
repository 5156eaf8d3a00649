-- LIVE or BACKFILL: the report of an ECG out of an archive delays none that a patient may be waiting for.
alter table delivery add column lane text not null default 'LIVE' check (lane in ('LIVE', 'BACKFILL'));
update delivery set lane = 'BACKFILL' where state = 'WAITING' and exists
    (select 1 from received r where r.report_id = delivery.report_id and r.lane = 'BACKFILL') and not exists
    (select 1 from received r where r.report_id = delivery.report_id and r.lane = 'LIVE');

drop index delivery_due;
create index delivery_due on delivery (destination, lane, next_try_at, sequence)
    where state = 'WAITING' and next_try_at is not null;
drop index delivery_order;
create index delivery_order on delivery (destination, patient_key, lane, sequence) where state = 'WAITING';
