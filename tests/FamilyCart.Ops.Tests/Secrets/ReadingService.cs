using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using FamilyCart.Ops.Secrets;
using FamilyCart.ServiceDefaults;
using FamilyCart.ServiceDefaults.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FamilyCart.Ops.Tests.Secrets;

/// <summary>A service with the defaults that reads secrets from a project's folder, on real Kestrel.</summary>
internal sealed class ReadingService : IAsyncDisposable
{
    private static int s_count;

    private readonly WebApplication _app;
    private readonly HttpClient _client = new();

    private ReadingService(WebApplication app, Uri address) => (_app, Address) = (app, address);

    public Uri Address { get; }

    /// <summary>As the index names it.</summary>
    public SecretReader AsReader(string name) => new(name, Once: false, Address.Authority);

    public static async Task<ReadingService> StartAsync(PublishedFolder folder, params (string Key, string Value)[] settings)
    {
        // Of its own, since instruments of one name are one to all services of a process.
        var name = string.Create(CultureInfo.InvariantCulture, $"FamilyCart.Reader{Interlocked.Increment(ref s_count)}");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = name });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings.Append(("Secrets:Folder", folder.Secrets)).ToDictionary(setting => setting.Item1, string? (setting) => setting.Item2));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults();
        builder.AddAccess();
        var hasDatabase = settings.Any(setting => setting.Key == "ConnectionStrings:familycart");
        if (hasDatabase)
        {
            builder.AddPostgres("familycart");
        }

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapGet("/viewer", () => "seen").RequireAuthorization(AccessPolicies.Viewer);
        if (hasDatabase)
        {
            app.MapGet("/row", async (NpgsqlDataSource database, CancellationToken token) =>
            {
                await using var command = database.CreateCommand("select 1");
                await command.ExecuteScalarAsync(token);
                return "row";
            });
        }

        await app.StartAsync();
        return new(app, new Uri(app.Urls.First()));
    }

    public async Task<HttpStatusCode> AskAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, "/viewer"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _client.SendAsync(request);
        return answer.StatusCode;
    }

    public async Task<HttpStatusCode> RowAsync()
    {
        using var answer = await _client.GetAsync(new Uri(Address, "/row"));
        return answer.StatusCode;
    }

    public Task<string> MetricsAsync() => _client.GetStringAsync(new Uri(Address, "/metrics"));

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }
}
