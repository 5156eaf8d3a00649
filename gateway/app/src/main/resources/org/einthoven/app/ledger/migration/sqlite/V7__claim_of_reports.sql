-- As V6; in a transaction of its own, so that it holds no lock on one table while it waits for the other.
alter table delivery add column claimed_at integer;
