-- What a person looked at and settled without a report: when. Its state stays what it was, so that it can still be released.
alter table received add column dismissed_at integer;
