using System.Net;
using FamilyCart.Api.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FamilyCart.Api.Tests.Changes;

[Collection(ApiCollection.Name)]
public sealed class RaceTests(ApiFixture fixture)
{
    [Theory]
    [InlineData("delete from list_member where list_id = @list and account_id = @account", HttpStatusCode.Forbidden)]
    [InlineData("update list_member set role = 'viewer' where list_id = @list and account_id = @account", HttpStatusCode.Forbidden)]
    [InlineData("update shopping_list set deleted_at = now() where id = @list and owner_id <> @account", HttpStatusCode.NotFound)]
    public async Task AddItem_RightIsLostWhileItWaitsForTheList_IsRefused(string loss, HttpStatusCode expected)
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var bob = await Person.JoinAsync(fixture.Blue, "Bob");
        var listId = await ann.CreateListAsync();
        await ann.ShareAsync(listId, bob);

        await using var connection = await fixture.Blue.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, "update shopping_list set last_sequence = last_sequence where id = @list and @account is not null", listId, bob.Id);
        await ExecuteAsync(connection, loss, listId, bob.Id);
        var adding = bob.PostAsync($"shopping-lists/{listId}/items", new { name = "Late" });
        await Poll.UntilAsync(() => fixture.Database.ReadAsync<bool>(
            "select exists (select from pg_locks where not granted and locktype in ('transactionid', 'tuple'))"));

        await transaction.CommitAsync();
        (await adding).ShouldFail(expected);
        Assert.Equal(0, await fixture.Database.ReadAsync<long>("select count(*) from item where list_id = $1", listId));
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "The statements stand above.")]
    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement, int listId, Guid accountId)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        command.Parameters.AddWithValue("list", listId);
        command.Parameters.AddWithValue("account", accountId);
        await command.ExecuteNonQueryAsync();
    }
}
