using System.Diagnostics;
using System.Text.Json;
using FamilyCart.ServiceDefaults.Telemetry;
using FamilyCart.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.ServiceDefaults.Tests.Telemetry;

public sealed class JsonLineTests
{
    [Fact]
    public void Write_AnEntry_IsOneLineWithAllThatFindsIt()
    {
        using var activity = new Activity("work").SetIdFormat(ActivityIdFormat.W3C).Start();

        var line = Write(LogLevel.Warning, new EventId(4510, "Locked"), "one\ntwo \"three\"", new InvalidOperationException("a\r\nb"));

        Assert.EndsWith("\n", line, StringComparison.Ordinal);
        Assert.Single(line.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var entry = JsonDocument.Parse(line).RootElement;
        Assert.Equal("warning", entry.GetProperty("level").GetString());
        Assert.Equal("Staging", entry.GetProperty("environment").GetString());
        Assert.Equal("uat-api-blue", entry.GetProperty("service").GetString());
        Assert.Equal("FamilyCart.Api.Limits", entry.GetProperty("category").GetString());
        Assert.Equal(4510, entry.GetProperty("eventId").GetInt32());
        Assert.Equal("Locked", entry.GetProperty("event").GetString());
        Assert.Equal("one\ntwo \"three\"", entry.GetProperty("message").GetString());
        Assert.StartsWith("System.InvalidOperationException: a\r\nb", entry.GetProperty("exception").GetString(), StringComparison.Ordinal);
        Assert.Equal(activity.TraceId.ToHexString(), entry.GetProperty("traceId").GetString());
        Assert.Equal(activity.SpanId.ToHexString(), entry.GetProperty("spanId").GetString());
        Assert.Equal(DateTimeKind.Utc, entry.GetProperty("timestamp").GetDateTime().Kind);
    }

    [Fact]
    public void Write_OutsideOfAnyWork_HasNoTrace()
    {
        Activity.Current = null;

        var entry = JsonDocument.Parse(Write(LogLevel.Critical, default, "gone", null)).RootElement;

        Assert.Equal("critical", entry.GetProperty("level").GetString());
        Assert.All(new[] { "traceId", "spanId", "event", "exception" }, name => Assert.False(entry.TryGetProperty(name, out _)));
    }

    [Theory]
    [InlineData("uat-gateway", "uat-gateway")]
    [InlineData(" ", "FamilyCart.Tests")]
    [InlineData(null, "FamilyCart.Tests")]
    public void Of_TheOrchestratorsName_ComesFirst(string? given, string expected) => Assert.Equal(
        expected,
        ServiceName.Of(
            new ConfigurationBuilder().AddInMemoryCollection([new("OTEL_SERVICE_NAME", given)]).Build(), new HostingEnvironment { ApplicationName = "FamilyCart.Tests" }).Value);

    private static string Write(LogLevel level, EventId id, string message, Exception? exception)
    {
        var formatter = new JsonLineFormatter(new HostingEnvironment { EnvironmentName = "Staging" }, new ServiceName("uat-api-blue"), new ManualTime());
        using var output = new StringWriter { NewLine = "\n" };
        formatter.Write(new LogEntry<string>(level, "FamilyCart.Api.Limits", id, message, exception, (state, _) => state), null, output);
        return output.ToString();
    }
}
