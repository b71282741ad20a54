namespace OpenTelemetry.Exporter.Prometheus.AspNetCore.Tests;

public sealed class NegotiationTests
{
    private const string Text = "text/plain; version=0.0.4; charset=utf-8";
    private const string Text1 = "text/plain; version=1.0.0; charset=utf-8; escaping=underscores";
    private const string OpenMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores";

    [Theory]
    [InlineData(null, Text)]
    [InlineData("*/*", Text)]
    [InlineData("text/html", Text)]
    [InlineData("application/openmetrics-text", OpenMetrics)]
    [InlineData("application/openmetrics-text; version=\"1.0.0\"", OpenMetrics)]
    [InlineData("application/openmetrics-text;version=0.0.1", "application/openmetrics-text; version=0.0.1; charset=utf-8")]
    [InlineData("application/openmetrics-text;version=2.0.0", Text)]
    [InlineData("application/openmetrics-text;q=0", Text)]
    [InlineData("application/openmetrics-text;version=1.0.0;escaping=allow-utf-8", OpenMetrics)]
    [InlineData("application/openmetrics-text;version=1.0.0;escaping=dots", Text)]
    [InlineData("application/openmetrics-text;version=1.0.0;q=0.2,text/plain;version=0.0.4;q=0.3", Text)]
    [InlineData("application/openmetrics-text;version=1.0.0;q=7,text/plain;version=0.0.4;q=0.3", Text)]
    [InlineData("text/plain;version=1.0.0", Text1)]
    [InlineData("application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", OpenMetrics)]
    public async Task Scrape_WithAccept_IsAnsweredInTheBestFormat(string? accept, string contentType)
    {
        await using var scraper = await Scraper.StartAsync();
        scraper.Meter.CreateCounter<long>("v").Add(1);

        using var response = await scraper.SendAsync(accept);
        Assert.Equal(contentType, response.Content.Headers.GetValues("Content-Type").Single());
        Assert.Equal(
            contentType.StartsWith("application/", StringComparison.Ordinal),
            (await response.Content.ReadAsStringAsync()).EndsWith("# EOF\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Scrape_AcceptingGzip_IsCompressed()
    {
        await using var scraper = await Scraper.StartAsync();
        scraper.Meter.CreateCounter<long>("v").Add(1);

        using var response = await scraper.SendAsync(Scraper.TextFormat, ("Accept-Encoding", "br, gzip;q=0.5"));
        Assert.Equal("gzip", response.Content.Headers.ContentEncoding.Single());
        Assert.Equal("Accept-Encoding", response.Headers.Vary.Single());

        await using var unzipped = new System.IO.Compression.GZipStream(await response.Content.ReadAsStreamAsync(), System.IO.Compression.CompressionMode.Decompress);
        using var reader = new StreamReader(unzipped);
        Assert.Contains("v_total{", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scrape_RefusingGzip_IsPlain()
    {
        await using var scraper = await Scraper.StartAsync();
        using var response = await scraper.SendAsync(Scraper.TextFormat, ("Accept-Encoding", "gzip;q=0"));
        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Equal(scraper.Time.GetUtcNow(), response.Content.Headers.LastModified);
    }
}
