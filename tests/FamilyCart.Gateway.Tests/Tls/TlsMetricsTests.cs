using System.Globalization;
using System.Text.RegularExpressions;
using FamilyCart.Gateway.Tests.Support;

namespace FamilyCart.Gateway.Tests.Tls;

[Collection(AloneCollection.Name)]
public sealed class TlsMetricsTests
{
    [Fact]
    public async Task Metrics_OfTheHttpsDoor_TellTimeLeftSwapsRefusalsAndFailures()
    {
        await using var https = await HttpsGateway.StartAsync();
        Assert.InRange(await ValueAsync(https, "familycart_gateway_certificate_remaining_seconds", "source=\"files\"") / 86400, 59.9, 60);
        Assert.Equal(90, await ValueAsync(https, "familycart_gateway_certificate_lifetime_seconds", "source=\"files\"") / 86400, 3);
        await using (await https.ConnectAsync())
        {
            Assert.Equal(0, await ValueAsync(https, "familycart_gateway_tls_handshake_failures_total"));
        }

        await ClientHello.OfferAsync(https.Port, 0x0303, 0x002F);
        await Eventually.TrueAsync(async () => await ValueAsync(https, "familycart_gateway_tls_handshake_failures_total") == 1);

        https.Replace(https.Forge.Issue(left: TimeSpan.FromDays(-1)));
        // Between the two files it may have looked once more.
        await Eventually.TrueAsync(async () => await ValueAsync(https, "familycart_gateway_certificate_refusals_total", "reason=\"expired\"") is 1 or 2);
        var next = https.Forge.Issue(left: TimeSpan.FromDays(10));
        https.Replace(next);
        await https.ServesAsync(next);

        await Eventually.TrueAsync(async () => await ValueAsync(https, "familycart_gateway_certificate_swaps_total") == 1);
        Assert.InRange(await ValueAsync(https, "familycart_gateway_certificate_remaining_seconds") / 86400, 9.9, 10);
    }

    // The value of the one series with that name and label; 0 when there is none.
    private static async Task<double> ValueAsync(HttpsGateway https, string name, string label = "")
    {
        var scrape = await https.Gateway.Admin.GetStringAsync("/metrics");
        var series = Regex.Matches(scrape, $"^{name}(?:\\{{(.*)\\}})? ([0-9.eE+-]+)", RegexOptions.Multiline)
            .SingleOrDefault(match => match.Groups[1].Value.Contains(label, StringComparison.Ordinal));
        return series is null ? 0 : double.Parse(series.Groups[2].Value, CultureInfo.InvariantCulture);
    }
}
