-- On a cluster these run on whichever machine has the merchant's rows: what their names mean is said here, not by the
-- session that calls.
alter function ledger_post set search_path = pg_catalog, public;
alter function ledger_lock_accounts set search_path = pg_catalog, public;
alter function audit_chain set search_path = pg_catalog, public;
