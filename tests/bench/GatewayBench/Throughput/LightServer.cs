using System.Globalization;
using FamilyCart.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace GatewayBench.Throughput;

/// <summary>
/// What stands behind all proxies: an ASP.NET server that answers every request with the same 1 KB of JSON. The API itself answers some
/// 3,000 lists a second, behind which any proxy looks fast.
/// </summary>
internal sealed class LightServer : IAsyncDisposable
{
    private static readonly byte[] _body = [(byte)'"', .. Enumerable.Repeat((byte)'x', 1022), (byte)'"'];

    private readonly WebApplication _app;

    private LightServer(WebApplication app, Uri address) => (_app, Address) = (app, address);

    internal Uri Address { get; }

    internal static async Task<LightServer> StartAsync(CancellationToken cancellationToken)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.AbsoluteUri);
        var app = builder.Build();
        app.Run(static context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = _body.Length;
            return context.Response.Body.WriteAsync(_body).AsTask();
        });
        await app.StartAsync(cancellationToken);
        return new LightServer(app, address);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
