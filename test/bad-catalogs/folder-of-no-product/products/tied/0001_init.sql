create table tides (id bigint);
