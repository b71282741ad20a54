using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Aspire.Hosting.Conformance.Tests.Run;

/// <summary>Reads the orchestrator's objects, as its kubeconfig allows anyone who can read that file.</summary>
internal sealed partial class OrchestratorClient : IDisposable
{
    private static readonly string[] _kinds = ["services", "endpoints", "executables", "containers", "containernetworks", "containervolumes"];

    private readonly X509Certificate2Collection _authorities;
    private readonly HttpClient _http;

    public OrchestratorClient(string kubeconfig)
    {
        var text = File.ReadAllText(kubeconfig);
        _authorities = Authorities(Encoding.UTF8.GetString(Convert.FromBase64String(Value(Authority(), text))));
        var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => Trusts(certificate) } };
        _http = new HttpClient(handler)
        {
            BaseAddress = new Uri(Value(Server(), text) + "/apis/usvc-dev.developer.microsoft.com/v1/"),
            Timeout = TimeSpan.FromSeconds(120)
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Value(Token(), text));
    }

    /// <summary>All objects there are, by the plural name of their kind.</summary>
    public async Task<IReadOnlyDictionary<string, JsonArray>> ListAsync(CancellationToken cancellationToken)
    {
        var objects = new Dictionary<string, JsonArray>(StringComparer.Ordinal);
        foreach (var kind in _kinds)
        {
            var list = JsonNode.Parse(await _http.GetStringAsync(new Uri(kind, UriKind.Relative), cancellationToken))!;
            objects[kind] = list["items"]?.AsArray() ?? [];
        }

        return objects;
    }

    public void Dispose()
    {
        _http.Dispose();
        foreach (var authority in _authorities)
        {
            authority.Dispose();
        }
    }

    private bool Trusts(X509Certificate? certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return certificate is X509Certificate2 presented && chain.Build(presented);
    }

    private static X509Certificate2Collection Authorities(string pem)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(pem);
        return authorities;
    }

    private static string Value(Regex pattern, string text) => pattern.Match(text) is { Success: true } match
        ? match.Groups[1].Value
        : throw new InvalidDataException($"The kubeconfig lacks \"{pattern}\".");

    [GeneratedRegex(@"server: (\S+)")]
    private static partial Regex Server();

    [GeneratedRegex(@"token: (\S+)")]
    private static partial Regex Token();

    [GeneratedRegex(@"certificate-authority-data: (\S+)")]
    private static partial Regex Authority();
}
