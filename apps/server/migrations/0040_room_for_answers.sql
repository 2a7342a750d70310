-- Each key is written twice, with its answer the second time. Room on the page for both spares its two index entries.
alter table idempotency_key set (fillfactor = 35);
