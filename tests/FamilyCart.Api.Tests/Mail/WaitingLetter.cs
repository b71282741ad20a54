using FamilyCart.Api.Mail;
using FamilyCart.Api.Mail.Sending;
using FamilyCart.Api.Tests.Infrastructure;
using Npgsql;

namespace FamilyCart.Api.Tests.Mail;

/// <summary>A letter that an instance finds when it starts.</summary>
internal static class WaitingLetter
{
    internal static async Task AddAsync(ApiDatabase database)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        using var signal = new MailSignal();
        var letter = new VerifyLetter("ann@example.org", "Ann", "T-1", DateTimeOffset.UtcNow.AddHours(1));
        await new MailOutbox(TimeProvider.System, signal).AddAsync(connection, letter, CancellationToken.None);
    }
}
