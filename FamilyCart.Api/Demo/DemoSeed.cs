using Dapper;
using FamilyCart.Api.Accounts;
using FamilyCart.ServiceDefaults.Commands;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace FamilyCart.Api.Demo;

/// <summary>Adds the demo family after migrations, all of it or nothing, and once.</summary>
internal sealed partial class DemoSeed(
    NpgsqlDataSource database, DemoSettings settings, IPasswordHasher<Account> hasher, TimeProvider time, ILogger<DemoSeed> logger)
    : IAfterMigration
{
    private static readonly Account _nobody = new() { Id = Guid.Empty, Email = "", Nickname = "" };

    /// <summary>The settings were validated when they were read.</summary>
    public IReadOnlyList<string> Validate(IReadOnlyList<string> options) => [];

    public async Task<bool> RunAsync(IReadOnlyList<string> options, TextWriter output, CancellationToken cancellationToken)
    {
        if (!settings.Seed)
        {
            return true;
        }

        var now = time.GetUtcNow().UtcDateTime;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await AddPeopleAsync(connection, now, cancellationToken))
        {
            await output.WriteLineAsync("The demo family was not seeded: somebody else has one of its addresses, demo.*@example.org.");
            return false;
        }

        var added = 0;
        foreach (var list in DemoFamily.Lists)
        {
            added += await AddListAsync(connection, list, now, cancellationToken) ? 1 : 0;
        }

        await transaction.CommitAsync(cancellationToken);
        LogSeeded(added);
        await output.WriteLineAsync(added == 0 ? "The demo family is here already." : "The demo family is here: log in as demo.anna@example.org.");
        return true;
    }

    private async Task<bool> AddPeopleAsync(NpgsqlConnection connection, DateTime now, CancellationToken cancellationToken)
    {
        foreach (var person in DemoFamily.People)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                DemoQueries.InsertAccount,
                new
                {
                    person.Id,
                    person.Email,
                    EmailKey = EmailAddress.ToKey(person.Email),
                    person.Nickname,
                    PasswordHash = hasher.HashPassword(_nobody, settings.Password!),
                    Now = now,
                },
                cancellationToken: cancellationToken));
        }

        var ids = DemoFamily.People.Select(person => person.Id).ToArray();
        return ids.Length == await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            DemoQueries.CountAccounts, new { Ids = ids }, cancellationToken: cancellationToken));
    }

    private static async Task<bool> AddListAsync(NpgsqlConnection connection, DemoList list, DateTime now, CancellationToken cancellationToken)
    {
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            DemoQueries.ClaimList, new { list.Key, Now = now }, cancellationToken: cancellationToken)))
        {
            return false;
        }

        var listId = await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            DemoQueries.InsertList,
            new { list.Name, list.Description, OwnerId = DemoFamily.People[list.Owner].Id, Now = now },
            cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(
            DemoQueries.UpdateClaim, new { ListId = listId, list.Key }, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(
            DemoQueries.InsertMember,
            list.Members.Prepend(list.Owner).Select(member => new { ListId = listId, AccountId = DemoFamily.People[member].Id, Now = now }),
            cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(
            DemoQueries.InsertItem,
            list.Items.Select(item => new
            {
                ListId = listId,
                item.Name,
                item.Quantity,
                item.IsCompleted,
                OwnerId = DemoFamily.People[item.By].Id,
                Now = now,
            }),
            cancellationToken: cancellationToken));
        return true;
    }
}
