using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Aspire.Hosting.Dcp;

/// <summary>The orchestrator's API: Kubernetes style objects over HTTPS on loopback.</summary>
internal sealed class DcpClient(DcpHost host) : IDisposable
{
    public const string ApiVersion = "usvc-dev.developer.microsoft.com/v1";
    private const string Root = $"apis/{ApiVersion}/";

    private HttpClient? _http;

    public bool IsConnected => _http is not null;

    /// <summary>Starts the orchestrator.</summary>
    public async Task ConnectAsync(CancellationToken cancellationToken) => _http = Create(await host.StartAsync(cancellationToken).ConfigureAwait(false));

    /// <returns>The object as the orchestrator keeps it.</returns>
    /// <exception cref="DistributedApplicationException">It was refused.</exception>
    public async Task<JsonObject> CreateAsync(DcpKind kind, string name, JsonObject? annotations, JsonObject spec, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["apiVersion"] = ApiVersion,
            ["kind"] = kind.Name,
            ["metadata"] = new JsonObject { ["name"] = name, ["annotations"] = annotations },
            ["spec"] = spec
        };
        using var response = await Http.PostAsJsonAsync(Root + kind.Plural, body, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(response, $"{kind.Name} '{name}'", cancellationToken).ConfigureAwait(false);
    }

    /// <returns>Nothing where there is no such object.</returns>
    public async Task<JsonObject?> FindAsync(DcpKind kind, string name, CancellationToken cancellationToken)
    {
        using var response = await Http.GetAsync($"{Root}{kind.Plural}/{name}", cancellationToken).ConfigureAwait(false);
        return response.StatusCode is HttpStatusCode.NotFound
            ? null
            : await ReadAsync(response, $"{kind.Name} '{name}'", cancellationToken).ConfigureAwait(false);
    }

    public Task StopAsync(DcpKind kind, string name, CancellationToken cancellationToken)
        => PatchAsync(
            $"{Root}{kind.Plural}/{name}", new JsonArray(new JsonObject { ["op"] = "add", ["path"] = "/spec/stop", ["value"] = true }),
            "application/json-patch+json", cancellationToken);

    public async Task DeleteAsync(DcpKind kind, string name, CancellationToken cancellationToken)
    {
        using var response = await Http.DeleteAsync($"{Root}{kind.Plural}/{name}", cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is not HttpStatusCode.NotFound)
        {
            response.EnsureSuccessStatusCode();
        }
    }

    /// <summary>Stops everything that was started, then the orchestrator itself.</summary>
    public Task ShutDownAsync(CancellationToken cancellationToken)
        => PatchAsync(
            "admin/execution", new JsonObject { ["status"] = "Stopping", ["shutdownResourceCleanup"] = "Full" }, "application/merge-patch+json",
            cancellationToken);

    /// <summary>Whether the orchestrator still answers.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Http.GetAsync("readyz", cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Every object there is, then every change. Ends when the orchestrator closes the stream.</summary>
    public async IAsyncEnumerable<DcpChange> WatchAsync(DcpKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in LinesAsync($"{Root}{kind.Plural}?watch=true", cancellationToken).ConfigureAwait(false))
        {
            if (JsonNode.Parse(line) is JsonObject change && change["object"] is JsonObject found)
            {
                yield return new DcpChange(change["type"]?.GetValue<string>() ?? "", found);
            }
        }
    }

    /// <param name="kind">Executables or containers.</param>
    /// <param name="name">Name of the object.</param>
    /// <param name="source"><c>stdout</c>, <c>stderr</c>, or <c>system</c> for the orchestrator's own words.</param>
    /// <param name="follow">Whether to wait for more.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public IAsyncEnumerable<string> LogAsync(DcpKind kind, string name, string source, bool follow, CancellationToken cancellationToken)
        => LinesAsync($"{Root}{kind.Plural}/{name}/log?source={source}&follow={(follow ? "true" : "false")}", cancellationToken);

    public void Dispose() => _http?.Dispose();

    private HttpClient Http => _http ?? throw new InvalidOperationException("The orchestrator is not connected.");

    private static HttpClient Create(Kubeconfig kubeconfig)
    {
        var authority = X509Certificate2.CreateFromPem(kubeconfig.CertificateAuthority);
        var http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { authority },
                    RevocationMode = X509RevocationMode.NoCheck
                }
            }
        })
        {
            BaseAddress = kubeconfig.Server,
            Timeout = Timeout.InfiniteTimeSpan
        };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", kubeconfig.Token);
        return http;
    }

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage response, string what, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadFromJsonAsync<JsonObject>(cancellationToken).ConfigureAwait(false);
        return response.IsSuccessStatusCode && body is not null
            ? body
            : throw new DistributedApplicationException($"The orchestrator refused {what}: {body?["message"]} ({(int)response.StatusCode})");
    }

    private async Task PatchAsync(string path, JsonNode body, string mediaType, CancellationToken cancellationToken)
    {
        using var content = new StringContent(body.ToJsonString());
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        using var response = await Http.PatchAsync(path, content, cancellationToken).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
    }

    private async IAsyncEnumerable<string> LinesAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await Http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            yield return line;
        }
    }
}

/// <param name="Type">ADDED, MODIFIED or DELETED.</param>
/// <param name="Object">The object after the change.</param>
internal sealed record DcpChange(string Type, JsonObject Object);

/// <summary>A kind of object that the orchestrator keeps.</summary>
internal sealed record DcpKind(string Name, string Plural)
{
    public static readonly DcpKind Service = new("Service", "services");
    public static readonly DcpKind Executable = new("Executable", "executables");
    public static readonly DcpKind Container = new("Container", "containers");
    public static readonly DcpKind ContainerNetwork = new("ContainerNetwork", "containernetworks");
    public static readonly DcpKind ContainerNetworkTunnelProxy = new("ContainerNetworkTunnelProxy", "containernetworktunnelproxies");

    public static DcpKind Of(IResource resource) => resource.IsContainer() ? Container : Executable;
}

