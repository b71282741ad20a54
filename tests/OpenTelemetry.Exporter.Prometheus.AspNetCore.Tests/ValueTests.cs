using System.Globalization;

namespace OpenTelemetry.Exporter.Prometheus.AspNetCore.Tests;

public sealed class ValueTests
{
    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    [InlineData(0.0, "0")]
    [InlineData(-0.0, "-0")]
    [InlineData(double.Epsilon, "5E-324")]
    [InlineData(double.MaxValue, "1.7976931348623157E+308")]
    [InlineData(1.0 / 3, "0.3333333333333333")]
    public async Task Gauge_OfSpecialDouble_ReadsBack(double value, string expected)
    {
        await using var scraper = await Scraper.StartAsync();
        scraper.Meter.CreateGauge<double>("v").Record(value);

        Assert.Equal($"v{{}} {expected}", (await scraper.LinesAsync())[1]);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(0)]
    public async Task Gauge_OfLong_KeepsEveryDigit(long value)
    {
        await using var scraper = await Scraper.StartAsync();
        scraper.Meter.CreateGauge<long>("v").Record(value);

        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"v{{}} {value}"), (await scraper.LinesAsync())[1]);
    }

    public static TheoryData<object?, string> LabelValues => new()
    {
        { "plain", "plain" },
        { "say \"hi\"\\\n", "say \\\"hi\\\"\\\\\\n" },
        { "Grüße 👋 中", "Grüße 👋 中" },
        { "lone \ud83d", "lone \ufffd" },
        { "\"", "\\\"" },
        { string.Empty, string.Empty },
        { null, string.Empty },
        { true, "true" },
        { false, "false" },
        { (byte)1, "1" },
        { (sbyte)-1, "-1" },
        { (short)-2, "-2" },
        { (ushort)2, "2" },
        { 3, "3" },
        { 3u, "3" },
        { long.MinValue, "-9223372036854775808" },
        { ulong.MaxValue, "18446744073709551615" },
        { 1.5m, "1.5" },
        { 0.0, "0.0" },
        { 1.0, "1.0" },
        { 1.5f, "1.5" },
        { 1e6, "1e+06" },
        { 2.5e6, "2.5e+06" },
        { -1.25e-7, "-1.25e-07" },
        { 1e300, "1e+300" },
        { 123456.75, "123456.75" },
        { double.PositiveInfinity, "+Inf" },
        { double.NaN, "NaN" },
        { new Uri("http://localhost/a\"b"), "http://localhost/a\\\"b" },
        { TimeSpan.FromSeconds(90), "00:01:30" },
    };

    [Theory]
    [MemberData(nameof(LabelValues))]
    public async Task Label_OfAnyType_IsWrittenAndEscaped(object? value, string expected)
    {
        await using var scraper = await Scraper.StartAsync();
        scraper.Meter.CreateUpDownCounter<long>("v").Add(1, new KeyValuePair<string, object?>("k", value));

        Assert.Equal($"v{{k=\"{expected}\"}} 1", (await scraper.LinesAsync())[1]);
    }

    [Fact]
    public async Task Label_LongerThanTheBuffer_IsWrittenWhole()
    {
        await using var scraper = await Scraper.StartAsync();
        var text = new string('ö', 300_000);
        scraper.Meter.CreateUpDownCounter<long>("v").Add(1, new KeyValuePair<string, object?>("k", text));

        Assert.Equal($"v{{k=\"{text}\"}} 1", (await scraper.LinesAsync())[1]);
    }

    [Theory]
    [InlineData("a\\b\nc\"d", "a\\\\b\\nc\"d", "a\\\\b\\nc\\\"d")]
    public async Task Help_WithSpecialCharacters_IsEscapedAsTheFormatWants(string help, string text, string openMetrics)
    {
        await using var scraper = await Scraper.StartAsync();
        scraper.Meter.CreateUpDownCounter<long>("v", null, help).Add(1);

        Assert.Contains($"# HELP v {text}", await scraper.LinesAsync());
        Assert.Contains($"# HELP v {openMetrics}", await scraper.LinesAsync(Scraper.OpenMetricsFormat));
    }
}
