using FamilyCart.ServiceDefaults.Configuration;
using FamilyCart.ServiceDefaults.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.ServiceDefaults.Tests.Configuration;

public sealed class SettingsTests
{
    [Fact]
    public async Task Start_WithManyFaults_ReportsAllWithKeyProblemAndExample()
    {
        var app = TestService.Build(
            new LogSink(),
            builder => builder.AddPostgres("familycart"),
            ("Health:CacheDuration", "soon"),
            ("Health:CheckTimeout", "00:00:00"),
            ("Health:Url", "ftp://localhost"),
            ("Shutdown:ReadinessDelay", "1.00:00:00"),
            ("Telemetry:TraceRatio", "1.5"),
            ("HttpResilience:Retries", "2.5"),
            ("HttpResilience:ollama:AttemptTimeout", "00:01:00"),
            ("HttpResilience:ollama:TotalTimeout", "00:00:20"));
        app.MapDefaultEndpoints();

        using var error = new StringWriter();
        Assert.Equal(2, await app.RunServiceAsync([], TextWriter.Null, error));

        var lines = error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        Assert.Equal(
            [
                "- ConnectionStrings:familycart is missing; for example ConnectionStrings:familycart=Host=localhost;Port=5433;Database=familycart;Username=familycart;Password=....",
                "- Health:CacheDuration is 'soon', which is not a duration between 00:00:00 and 00:01:00; for example Health:CacheDuration=00:00:01.",
                "- Health:CheckTimeout is '00:00:00', which is not a duration between 00:00:00.1000000 and 00:01:00; for example Health:CheckTimeout=00:00:03.",
                "- Health:Url is 'ftp://localhost', which is not an absolute http URL; for example Health:Url=http://127.0.0.1:9080/health.",
                "- HttpResilience:Retries is '2.5', which is not a whole number between 0 and 10; for example HttpResilience:Retries=3.",
                "- HttpResilience:ollama:AttemptTimeout is '00:01:00', which is not at most TotalTimeout (00:00:20); for example HttpResilience:ollama:AttemptTimeout=00:00:20.",
                "- Shutdown:ReadinessDelay is '1.00:00:00', which is not a duration between 00:00:00 and 00:01:00; for example Shutdown:ReadinessDelay=00:00:01.",
                "- Telemetry:TraceRatio is '1.5', which is not a number between 0 and 1; for example Telemetry:TraceRatio=1.",
            ],
            lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Reader_OfValidValues_ReturnsThem()
    {
        var reader = Read(("A:Duration", "0:01:30"), ("A:Number", "0.25"), ("A:Whole", "-4"), ("A:Url", "http://localhost:1/x"));

        Assert.Equal(TimeSpan.FromSeconds(90), reader.Duration("Duration", default, TimeSpan.Zero, TimeSpan.MaxValue));
        Assert.Equal(0.25, reader.Number("Number", 1, 0, 1));
        Assert.Equal(-4, reader.Whole("Whole", 1, -10, 10));
        Assert.Equal(new Uri("http://localhost:1/x"), reader.HttpUrl("Url", "x"));
        Assert.Empty(reader.Faults);
    }

    [Fact]
    public void Reader_OfTexts_TrimsThemAndTakesBlanksForNone()
    {
        var reader = Read(("A:Text", " x y "), ("A:Blank", " "), ("A:Below:Deep", "z"));

        Assert.Equal("x y", reader.Text("Text"));
        Assert.Null(reader.Text("Blank"));
        Assert.Null(reader.Text("Absent"));
        Assert.Equal("z", reader.Text("Below:Deep"));
        Assert.Empty(reader.Faults);
    }

    [Fact]
    public void AddFault_WithoutAValue_ShowsNone()
    {
        var reader = Read(("A:Secret", "hidden"));

        reader.AddFault("Secret", "is too short", "make a longer one");

        Assert.Equal(["A:Secret is too short; make a longer one."], reader.Faults);
    }

    [Fact]
    public void Reader_OfAbsentValues_ReturnsTheFallbacks()
    {
        var reader = Read(("A:Number", " "));

        Assert.Equal(TimeSpan.FromSeconds(2), reader.Duration("Duration", TimeSpan.FromSeconds(2), TimeSpan.Zero, TimeSpan.MaxValue));
        Assert.Equal(3, reader.Number("Number", 3, 0, 1));
        Assert.Equal(4, reader.Whole("Whole", 4, 0, 1));
        Assert.Null(reader.HttpUrl("Url", "x"));
        Assert.Empty(reader.Faults);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("1,5")]
    [InlineData("-0.1")]
    public void Number_OutOfRangeOrForm_IsAFault(string text)
    {
        var reader = Read(("A:Number", text));
        Assert.Equal(1, reader.Number("Number", 1, 0, 1));
        Assert.Single(reader.Faults);
    }

    private static SettingReader Read(params (string Key, string Value)[] settings) => new(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value))
        .Build()
        .GetSection("A"));
}
