-- In the order of a search's answer, so that a page of it is read from its beginning and not sorted out of all reports.
drop index resource_by_date;
create index resource_by_date on resource (type, date_from desc nulls last, last_updated desc, key desc);
