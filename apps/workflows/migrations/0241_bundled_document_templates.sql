-- A document may be made of a template that ships with the product: there is no document of the tenant then.
alter table document_generation
  alter column template_document_id drop not null,
  alter column template_version_id drop not null,
  add column bundled_template_id text,
  add column bundled_template_version integer,
  add check ((template_document_id is null) = (template_version_id is null) and (bundled_template_id is null) = (bundled_template_version is null)
    and (template_document_id is null) <> (bundled_template_id is null));
