using System.Text.Json.Nodes;
using System.Threading.Channels;
using FamilyCart.GitHubEmulator.Hooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FamilyCart.GitHubEmulator.Tests.Support;

/// <summary>Takes webhooks.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    public const string Secret = "the secret of the hook";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private readonly Channel<Received> _received = Channel.CreateUnbounded<Received>();
    private WebApplication _app = null!;

    /// <summary>What it answers.</summary>
    public int Answer { get; set; } = 202;

    /// <summary>What it waits for before it answers.</summary>
    public Task Until { get; set; } = Task.CompletedTask;

    public string Url => _app.Urls.First() + "/hook";

    public HookRequest Hook => new(Url, Secret);

    public static async Task<Receiver> StartAsync()
    {
        var receiver = new Receiver();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        receiver._app = builder.Build();
        receiver._app.MapPost("/hook", receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public async Task<Received> NextAsync() => await _received.Reader.ReadAsync().AsTask().WaitAsync(s_patience);

    /// <summary>The actions of all that have come and were not taken yet.</summary>
    public IReadOnlyList<string> Actions()
    {
        List<string> actions = [];
        while (_received.Reader.TryRead(out var received))
        {
            actions.Add(received.Action);
        }

        return actions;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var memory = new MemoryStream();
        await context.Request.Body.CopyToAsync(memory);
        await _received.Writer.WriteAsync(new Received(
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            memory.ToArray()));
        await Until.WaitAsync(context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Response.StatusCode = Answer;
    }

    internal sealed record Received(IReadOnlyDictionary<string, string> Headers, byte[] Body)
    {
        public JsonNode Json => JsonNode.Parse(Body)!;

        public string Action => Json["action"]!.GetValue<string>();
    }
}
