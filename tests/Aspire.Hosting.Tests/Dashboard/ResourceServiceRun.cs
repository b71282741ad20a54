using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.ResourceService;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Tests.Dashboard;

/// <summary>The resource service on a free port, without an orchestrator, and a client that speaks as the dashboard does.</summary>
internal sealed class ResourceServiceRun : IAsyncDisposable
{
    public const string Key = "0123456789abcdef";

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(120));
    private readonly IHost _host;
    private readonly HttpClient _client;

    private ResourceServiceRun(IHost host)
    {
        _host = host;
        _client = new HttpClient { BaseAddress = new Uri(host.Services.GetRequiredService<ResourceServiceHost>().Address) };
    }

    public CancellationToken Cancellation => _limit.Token;

    public ResourceNotificationService Notifications => _host.Services.GetRequiredService<ResourceNotificationService>();

    public ResourceLoggerService Loggers => _host.Services.GetRequiredService<ResourceLoggerService>();

    public IHostApplicationLifetime Lifetime => _host.Services.GetRequiredService<IHostApplicationLifetime>();

    public static async Task<ResourceServiceRun> StartAsync(string? address = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "Shop.AppHost" });
        builder.Configuration[DashboardRequests.ApiKeyKey] = Key;
        builder.Configuration[ResourceServiceHost.AddressKey] = address;
        builder.Services.AddSingleton<ResourceLoggerService>();
        builder.Services.AddSingleton<ResourceNotificationService>();
        builder.Services.AddSingleton(s => new ResourceCommandService(
            s.GetRequiredService<ResourceNotificationService>(), s.GetRequiredService<ResourceLoggerService>(), s));
        builder.Services.AddSingleton<DashboardCalls>();
        builder.Services.AddSingleton<DashboardRequests>();
        builder.Services.AddSingleton<ResourceServiceHost>();
        builder.Services.AddHostedService(s => s.GetRequiredService<ResourceServiceHost>());
        var host = builder.Build();
        await host.StartAsync();
        return new ResourceServiceRun(host);
    }

    public Task<GrpcReply> CallAsync(string method, IMessage request) => CallAsync(method, Framed(request.ToByteArray()), [Key]);

    public Task<GrpcReply> CallAsync(string method, byte[] body, IEnumerable<string> keys, string contentType = "application/grpc")
        => CallAsync(method, new ByteArrayContent(body), keys, contentType);

    /// <summary>A call on which the client may go on to send.</summary>
    public Task<GrpcReply> CallAsync(string method, OpenContent body) => CallAsync(method, body, [Key], "application/grpc");

    private async Task<GrpcReply> CallAsync(string method, HttpContent body, IEnumerable<string> keys, string contentType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/aspire.v1.DashboardService/{method}") { Content = body };
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        foreach (var key in keys)
        {
            request.Headers.Add(DashboardRequests.ApiKeyHeader, key);
        }

        return new GrpcReply(await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation), Cancellation);
    }

    public static byte[] Framed(byte[] message, byte flag = 0, uint? length = null)
    {
        var framed = new byte[5 + message.Length];
        framed[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(framed.AsSpan(1), length ?? (uint)message.Length);
        message.CopyTo(framed, 5);
        return framed;
    }

    public Task PublishAsync(IResource resource, string state)
        => Notifications.PublishUpdateAsync(resource, s => s with { State = state });

    /// <summary>Gives up every call, as a dashboard does that is closed.</summary>
    public void Disconnect() => _client.CancelPendingRequests();

    public Task StopAsync() => _host.StopAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        _limit.Dispose();
    }
}

/// <summary>A resource that only tests publish.</summary>
internal sealed class Thing(string name) : Resource(name);
