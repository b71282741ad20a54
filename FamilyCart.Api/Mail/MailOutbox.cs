using System.Text.Json;
using Dapper;
using Npgsql;

namespace FamilyCart.Api.Mail;

/// <summary>Takes letters together with the change that causes them: both are committed, or neither.</summary>
internal sealed class MailOutbox(TimeProvider time)
{
    private const string Insert = """
        insert into mail_message (recipient, template, model, created_at) values (@Recipient, @Template, @Model::jsonb, @Now)
        """;

    /// <summary>Adds a letter within the transaction that is open on the connection.</summary>
    internal Task AddAsync(NpgsqlConnection connection, Letter letter, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            Insert,
            new
            {
                Recipient = letter.To,
                Template = JsonNamingPolicy.SnakeCaseLower.ConvertName(letter.GetType().Name.Replace("Letter", "", StringComparison.Ordinal)),
                Model = JsonSerializer.Serialize(letter, letter.GetType()),
                Now = time.GetUtcNow().UtcDateTime,
            },
            cancellationToken: cancellationToken));
}
