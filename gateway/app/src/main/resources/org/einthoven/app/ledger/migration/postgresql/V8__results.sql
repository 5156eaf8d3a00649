-- The report as DICOM objects, for archives that are to have it; null where none was configured when it was made.
alter table report add column results bytea;
