using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FamilyCart.AppHost.Tests.Support;

/// <summary>An Ollama server without models that hands out whatever is asked for.</summary>
internal sealed class FakeOllama : IAsyncDisposable
{
    private const string Progress = """
        {"status":"pulling manifest"}
        {"status":"pulling aa","total":1000,"completed":500}
        {"status":"success"}

        """;

    private readonly WebApplication _application;
    private readonly ConcurrentQueue<string> _pulled = new();

    private FakeOllama(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://localhost:{port}");
        builder.Logging.ClearProviders();
        _application = builder.Build();
        _application.MapGet("/api/tags", () => Results.Text("""{"models":[]}""", "application/json"));
        _application.MapPost("/api/pull", (JsonObject request) =>
        {
            _pulled.Enqueue((string)request["model"]!);
            return Results.Text(Progress, "application/x-ndjson");
        });
    }

    public IEnumerable<string> Pulled => _pulled;

    public static async Task<FakeOllama> StartAsync(int port)
    {
        var server = new FakeOllama(port);
        await server._application.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
