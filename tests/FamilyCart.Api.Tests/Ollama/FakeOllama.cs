using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FamilyCart.Api.Tests.Ollama;

/// <summary>An Ollama server whose model says what a test wants; it can be slow, wrong and gone.</summary>
internal sealed class FakeOllama : IAsyncDisposable
{
    internal const string Model = "gemma3:4b";

    internal const string Tofu = """
        {"category":"produce","icon":"eco","standard_name":"Tofu","translations":{"cs":"Tofu","es":"Tofu","fr":"Tofu","de":"Tofu"}}
        """;

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(120);

    private readonly Channel<JsonElement> _asked = Channel.CreateUnbounded<JsonElement>();
    private WebApplication? _application;
    private int _tagCalls;

    private FakeOllama()
    {
    }

    internal Uri Address { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>What the server answers when the model is asked.</summary>
    internal Func<CancellationToken, Task<IResult>> Chat { get; set; } = _ => Task.FromResult(Say(Tofu));

    internal string Tags { get; set; } = $$"""{"models":[{"name":"{{Model}}"}]}""";

    internal int TagCalls => Volatile.Read(ref _tagCalls);

    internal static async Task<FakeOllama> StartAsync()
    {
        var server = new FakeOllama();
        await server.RestartAsync();
        return server;
    }

    /// <summary>Ollama's answer in which the model wrote this.</summary>
    internal static IResult Say(string content) => Results.Text(
        JsonSerializer.Serialize(new { model = Model, message = new { role = "assistant", content }, done = true }), "application/json");

    /// <summary>A server that is asked and says nothing until the caller gives up.</summary>
    internal static async Task<IResult> HangAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return Results.Empty;
    }

    /// <summary>Returns the body of the next question to the model.</summary>
    internal async Task<JsonElement> NextAsync() => await _asked.Reader.ReadAsync().AsTask().WaitAsync(_limit);

    /// <summary>Whether there are questions that <see cref="NextAsync"/> has not returned yet.</summary>
    internal bool WasAsked => _asked.Reader.TryPeek(out _);

    /// <summary>Starts the server again at the same address.</summary>
    internal async Task RestartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(Address.ToString());
        builder.Logging.ClearProviders();
        _application = builder.Build();
        _application.MapGet("/api/tags", () =>
        {
            Interlocked.Increment(ref _tagCalls);
            return Results.Text(Tags, "application/json");
        });
        _application.MapPost("/api/chat", async (JsonElement question, CancellationToken cancellationToken) =>
        {
            _asked.Writer.TryWrite(question);
            return await Chat(cancellationToken);
        });
        await _application.StartAsync();
        Address = new Uri(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    internal async Task StopAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _application!.StopAsync(now.Token);
        await _application.DisposeAsync();
        _application = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }
    }
}
