using Dapper;
using FamilyCart.Api.Database;
using FamilyCart.Api.Mail.Templates;
using Npgsql;

namespace FamilyCart.Api.Mail.Outbox;

/// <summary>Letters for operators to read.</summary>
internal sealed class OutboxStore(NpgsqlDataSource database, MailRenderer renderer)
{
    private const string Select = """
        select id, recipient, template, language, model::text as model, created_at, state
        from mail_message
        where (@Recipient::text is null or lower(recipient) = @Recipient) and id < @Cursor
        order by id desc
        limit @Limit
        """;

    /// <summary>Returns a page of letters, newest first.</summary>
    internal async Task<IReadOnlyList<OutboxMessage>> GetAsync(OutboxQuery query, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            Select,
            new
            {
                Recipient = string.IsNullOrWhiteSpace(query.To) ? null : query.To.Trim().ToLowerInvariant(),
                query.Cursor,
                query.Limit,
            },
            cancellationToken: cancellationToken));
        return [.. rows.Select(Show)];
    }

    private OutboxMessage Show(Row row)
    {
        var letter = row.Model is null ? null : LetterJson.Read(row.Template, row.Model);
        var content = letter is null ? null : renderer.Render(letter, row.Language);
        return new OutboxMessage(
            row.Id, row.Recipient, row.Template, content?.Subject, content?.Text, (letter as LinkLetter)?.Token, row.CreatedAt, row.State);
    }

    private sealed record Row
    {
        public required long Id { get; init; }

        public required string Recipient { get; init; }

        public required string Template { get; init; }

        public required string Language { get; init; }

        public string? Model { get; init; }

        public required DateTime CreatedAt { get; init; }

        public required string State { get; init; }
    }
}
