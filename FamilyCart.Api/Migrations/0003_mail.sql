-- Letters wait here from the commit that causes them until a mail server has taken them.
create table mail_message (
    id bigint generated always as identity primary key,
    recipient text not null check (char_length(recipient) <= 320),
    -- verify, address_taken, reset_password, invitation: the name of the template.
    template text not null,
    -- What the template fills in; it may hold a token, so it is erased once the letter is sent.
    model jsonb not null,
    created_at timestamptz not null
);
