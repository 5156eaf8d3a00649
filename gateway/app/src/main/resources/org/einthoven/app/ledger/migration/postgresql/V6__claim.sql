-- When a node took it out of the schedule to send it into its queue; null again as soon as it lies there. A node that ends in
-- between leaves it so, and it is given out again.
alter table received add column claimed_at bigint;
alter table delivery add column claimed_at bigint;
create index received_claimed on received (claimed_at) where claimed_at is not null;
create index delivery_claimed on delivery (claimed_at) where claimed_at is not null;
