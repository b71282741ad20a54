namespace FamilyCart.Api.Mail.Sending;

/// <summary>The statements of <see cref="MailStore"/>.</summary>
internal static class MailQueries
{
    internal const string ClaimDue = """
        with due as (
            select id, attempt_id is not null as is_doubtful
            from mail_message
            where state = 'pending' and due_at <= @Now and expires_at > @Now and attempts < @MostAttempts
            order by due_at, id
            limit @Batch
            for update skip locked)
        update mail_message m
        set attempt_id = @AttemptId, attempts = m.attempts + 1, due_at = @LeaseEndsAt
        from due
        where m.id = due.id
        returning m.id, m.message_key, m.recipient, m.template, m.language, m.model::text as model, m.attempts, due.is_doubtful,
            m.due_at as lease_ends_at
        """;

    internal const string Finish = """
        update mail_message
        set state = @State, failure = @Failure, attempt_id = null, finished_at = @Now, model = case when @KeepsModel then model end
        where id = @Id and attempt_id = @AttemptId
        """;

    internal const string Postpone = """
        update mail_message
        set attempt_id = null, due_at = @DueAt, failure = @Failure
        where id = @Id and attempt_id = @AttemptId
        """;

    internal const string Return = """
        update mail_message
        set attempt_id = null, due_at = @Now, attempts = attempts - 1
        where id = @Id and attempt_id = @AttemptId
        """;

    // An attempt that never ended counts: a letter that kills its sender is not tried for ever.
    internal const string Exhaust = """
        with spent as (
            select id from mail_message
            where state = 'pending' and due_at <= @Now and attempts >= @MostAttempts
            limit @TidyBatch
            for update skip locked)
        update mail_message m
        set state = 'failed', failure = 'exhausted', model = null, attempt_id = null, finished_at = @Now
        from spent where m.id = spent.id
        """;

    internal const string Expire = """
        with old as (
            select id from mail_message
            where model is not null and expires_at <= @Now and (state <> 'pending' or due_at <= @Now)
            limit @TidyBatch
            for update skip locked)
        update mail_message m
        set model = null,
            attempt_id = null,
            finished_at = coalesce(m.finished_at, @Now),
            state = case when m.state = 'pending' then 'expired' else m.state end
        from old where m.id = old.id
        returning m.state
        """;

    internal const string Forget = """
        delete from mail_message where id in (
            select id from mail_message where state <> 'pending' and finished_at <= @FinishedBefore limit @TidyBatch for update skip locked)
        """;

    internal const string Count = "select count(*) from mail_message where state = 'pending'";
}
