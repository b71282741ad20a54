-- Letters wait here from the commit that causes them until a mail server has taken them.
create table mail_message (
    id bigint generated always as identity primary key,
    -- The same at every attempt: a mail server may know by it that it has the letter already.
    message_key uuid not null default gen_random_uuid(),
    recipient text not null check (char_length(recipient) <= 320),
    -- verify, address_taken, reset_password, invitation: the name of the template.
    template text not null,
    language text not null default 'en' check (char_length(language) <= 10),
    -- What the template fills in; it may hold a token, so it is erased once the letter is sent, refused or expired.
    model jsonb,
    state text not null default 'pending' check (state in ('pending', 'sent', 'failed', 'expired')),
    -- Why a letter failed, as one word.
    failure text check (char_length(failure) <= 50),
    -- When the letter may be tried. While somebody sends it, when their lease ends.
    due_at timestamptz not null default now(),
    -- The attempt that is under way, or that ended without a word.
    attempt_id uuid,
    attempts integer not null default 0,
    created_at timestamptz not null,
    -- Nobody wants the letter after this.
    expires_at timestamptz not null,
    finished_at timestamptz
);
create index mail_message_due on mail_message (due_at) where state = 'pending';
create index mail_message_finished on mail_message (finished_at) where state <> 'pending';
create index mail_message_expiry on mail_message (expires_at) where model is not null;
