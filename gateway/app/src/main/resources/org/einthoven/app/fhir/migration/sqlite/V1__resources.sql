-- One row a resource: what it is now.
create table resource (
    key integer primary key,
    type text not null,
    id text not null,
    version integer not null,
    -- milliseconds since 1970, as all times here
    last_updated integer not null,
    -- SHA-256 of the content without id, version and time: the same content again makes no new version
    content_hash blob not null,
    -- the span of its clinical date; null without one
    date_from integer,
    date_to integer,
    unique (type, id)
);
create index resource_by_date on resource (type, date_from);
create index resource_by_last_updated on resource (type, last_updated);

-- Every version that ever was, as JSON.
create table resource_version (
    resource_key integer not null references resource (key),
    version integer not null,
    last_updated integer not null,
    json text not null,
    primary key (resource_key, version)
);

-- What the current version is found by: codes, identifiers, references. No system is the empty text.
create table search_token (
    resource_key integer not null references resource (key),
    parameter text not null,
    system text not null,
    value text not null
);
create index search_token_by_value on search_token (parameter, value, system, resource_key);
create index search_token_by_resource on search_token (resource_key);
