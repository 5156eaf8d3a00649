-- With the state in it: SQLite, which counts nothing, else takes the index of states, where what is in a queue stands among all
-- that waits.
drop index delivery_queued;
create index delivery_queued on delivery (destination, state, changed_at) where state = 'WAITING' and next_try_at is null;
