-- Facts of plants are a projection: only events write them.
select guard_tenant_writes('deadline');
