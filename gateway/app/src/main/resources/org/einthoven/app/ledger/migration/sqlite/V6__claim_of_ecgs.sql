-- When a node took it out of the schedule to send it into its queue; null again as soon as it lies there. A node that ends in
-- between leaves it so, and it is given out again.
alter table received add column claimed_at integer;
