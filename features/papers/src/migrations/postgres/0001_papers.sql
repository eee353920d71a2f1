-- A paper of the campaign, from draft to the signed copy. content is what was typed (JSON); blocks is the body that a feature
-- made from data (JSON of block model, '' for none). campaign is the key of a campaign, which stands to the right of this feature.
create table paper (
    id uuid primary key,
    campaign uuid,
    agency uuid references agency (id),
    kind text not null,
    state text not null check (state in ('draft', 'issued', 'signed', 'dropped')),
    title text not null,
    number text not null default '',
    issued_on text,
    search text not null,
    content text not null,
    blocks text not null default '',
    source text not null default '',
    batch uuid,
    version bigint not null default 0,
    revision bigint not null default 1,
    created_at bigint not null,
    updated_at bigint not null
);
create index paper_updated on paper (updated_at);
create index paper_batch on paper (batch);
create index paper_source on paper (source);

-- What a paper said each time it went out: the whole block model and both files, never changed.
create table paper_version (
    paper uuid not null references paper (id),
    version bigint not null,
    document text not null,
    docx uuid not null references file (id),
    pdf uuid not null references file (id),
    created_by uuid references account (id),
    created_at bigint not null,
    primary key (paper, version)
);

-- Signed copies as the records office gave them back; the newest is the valid text.
create table paper_signed (
    id uuid primary key,
    paper uuid not null references paper (id),
    version bigint not null,
    file uuid not null references file (id),
    number text not null,
    issued_on text not null,
    created_by uuid references account (id),
    created_at bigint not null
);
create index paper_signed_paper on paper_signed (paper, created_at);

-- Templates that a coordinator changed; a kind without a row uses the shipped words.
create table paper_template (
    kind text primary key,
    content text not null,
    revision bigint not null,
    updated_at bigint not null
);
