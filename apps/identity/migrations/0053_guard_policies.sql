select guard_tenant_writes('mfa_policy');
