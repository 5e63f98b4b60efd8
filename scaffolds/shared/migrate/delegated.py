"""What a role may do through somebody else's rights: the caller of a routine or the reader of a view may not do more
than in its own name, or a writer could empty `audit_logs` and rewrite the ledger as their owner.
"""

# Object and the statement that ends it, of our own in the schema that no extension brought.
DELEGATED = """
SELECT format('view %%I.%%I', n.nspname, c.relname),
  format('ALTER VIEW %%I.%%I SET (security_invoker = true)', n.nspname, c.relname)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = %(schema)s AND c.relkind = 'v' AND c.relowner = current_user::regrole
  AND NOT coalesce((SELECT option_value::boolean FROM pg_options_to_table(c.reloptions)
    WHERE option_name = 'security_invoker'), false)
  AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype = 'e')
UNION ALL
SELECT format('routine %%s', p.oid::regprocedure), format('ALTER ROUTINE %%I.%%I(%%s) SECURITY INVOKER',
  n.nspname, p.proname, (SELECT string_agg(format_type(type, NULL), ', ' ORDER BY at)
    FROM unnest(p.proargtypes) WITH ORDINALITY a(type, at)))
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = %(schema)s AND p.prosecdef AND p.proowner = current_user::regrole
  AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'e')
ORDER BY 1
"""
