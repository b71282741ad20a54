using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FamilyCart.Api.Tests.Mail;

/// <summary>Stands in for Brevo on loopback.</summary>
internal sealed class BrevoServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private BrevoServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _application = builder.Build();
        _application.MapPost("/v3/smtp/email", (RequestDelegate)TakeAsync);
    }

    internal Uri Address => new(_application.Urls.Single());

    /// <summary>Gets or sets what it answers, 0 to hang up without a word.</summary>
    internal int Status { get; set; } = StatusCodes.Status201Created;

    internal string Body { get; set; } = """{"messageId":"<1@brevo>"}""";

    internal ConcurrentQueue<(string ApiKey, JsonElement Mail)> Requests { get; } = new();

    internal static async Task<BrevoServer> StartAsync()
    {
        var server = new BrevoServer();
        await server._application.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var mail = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: context.RequestAborted);
        Requests.Enqueue((context.Request.Headers["api-key"].ToString(), mail));
        if (Status == 0)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(Body, context.RequestAborted);
    }
}
