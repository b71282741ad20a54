using Dapper;
using FamilyCart.Api.Mail.Sending;
using Npgsql;

namespace FamilyCart.Api.Mail;

/// <summary>Takes letters together with the change that causes them: both are committed, or neither.</summary>
internal sealed class MailOutbox(TimeProvider time, MailSignal signal)
{
    /// <summary>Nobody waits for a letter any longer than this.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromHours(48);

    private const string Insert = """
        insert into mail_message (recipient, template, model, due_at, created_at, expires_at)
        values (@Recipient, @Template, @Model::jsonb, @Now, @Now, @ExpiresAt)
        """;

    /// <summary>Adds a letter within the transaction that is open on the connection.</summary>
    internal Task AddAsync(NpgsqlConnection connection, Letter letter, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return connection.ExecuteAsync(new CommandDefinition(
            Insert,
            new
            {
                Recipient = letter.To,
                Template = LetterJson.TemplateOf(letter),
                Model = LetterJson.Write(letter),
                Now = now,
                ExpiresAt = ExpiryOf(letter, now + LongestWait),
            },
            cancellationToken: cancellationToken));
    }

    /// <summary>Has letters sent at once, after the commit; without it they are found at the next poll, within seconds.</summary>
    internal void Wake() => signal.Raise();

    private static DateTime ExpiryOf(Letter letter, DateTime latest) =>
        letter is LinkLetter { ExpiresAt: var end } && end.UtcDateTime < latest ? end.UtcDateTime : latest;
}
