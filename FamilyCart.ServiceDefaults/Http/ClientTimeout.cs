using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace FamilyCart.ServiceDefaults.Http;

// HttpClient gives up after 100 s by itself, body included; a client with more patience than that has to be told.
internal sealed class ClientTimeout(HttpClientSettings settings) : IConfigureNamedOptions<HttpClientFactoryOptions>
{
    private static readonly TimeSpan s_default = TimeSpan.FromSeconds(100);

    public void Configure(HttpClientFactoryOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, HttpClientFactoryOptions options)
    {
        var total = settings.Of(name ?? Options.DefaultName).TotalTimeout;
        if (total > s_default)
        {
            options.HttpClientActions.Add(client => client.Timeout = total);
        }
    }
}
