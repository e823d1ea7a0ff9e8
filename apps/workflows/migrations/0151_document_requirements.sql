-- Which of the documents that its target asks for a document is, where somebody said; the category decides otherwise.
alter table document_link add column requirement_code text check (length(requirement_code) between 1 and 80);
-- The day a version was made out: what is handed in may be so many days old.
alter table document_version add column issued_on date;
