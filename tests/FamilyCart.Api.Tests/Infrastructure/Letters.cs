using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FamilyCart.Api.Tests.Infrastructure;

/// <summary>The letters that wait in an application's own database.</summary>
internal static class Letters
{
    private const string SelectToken = """
        select coalesce(model ->> 'Token', model ->> 'token') from mail_message
        where recipient = $1 and template = $2
        order by id desc
        limit 1
        """;

    private const string SelectCount = "select count(*) from mail_message where recipient = $1 and template = $2";

    /// <summary>Returns the token of the newest letter of this kind to this address.</summary>
    internal static async Task<string> TokenAsync(ApiApplication api, string template, string recipient) =>
        await ReadAsync<string>(api, SelectToken, template, recipient);

    /// <summary>Returns how many letters of this kind went to this address.</summary>
    internal static Task<long> CountAsync(ApiApplication api, string template, string recipient) =>
        ReadAsync<long>(api, SelectCount, template, recipient);

    private static async Task<T> ReadAsync<T>(ApiApplication api, string sql, string template, string recipient)
    {
        var database = api.Services.GetRequiredService<NpgsqlDataSource>();
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = recipient });
        command.Parameters.Add(new NpgsqlParameter { Value = template });
        return Assert.IsType<T>(await command.ExecuteScalarAsync());
    }
}
