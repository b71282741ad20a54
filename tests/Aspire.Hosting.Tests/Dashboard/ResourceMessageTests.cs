using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.ResourceService;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Proto = Aspire.DashboardService.Proto.V1;

namespace Aspire.Hosting.Tests.Dashboard;

public sealed class ResourceMessageTests
{
    private static readonly DateTime Started = new(2026, 5, 4, 3, 2, 1, DateTimeKind.Utc);

    [Fact]
    public void From_BareSnapshot_HasNamesAndNothingElse()
    {
        var message = From(new CustomResourceSnapshot { ResourceType = "Thing", Properties = [] });

        Assert.Equal(("thing-1", "thing-1", "thing", "Thing"), (message.Name, message.Uid, message.DisplayName, message.ResourceType));
        Assert.Equal(("", "", false), (message.State, message.StateStyle, message.IsHidden));
        Assert.Null(message.CreatedAt);
        Assert.False(message.HasIconName);
        Assert.Empty(message.Commands);
    }

    [Fact]
    public void From_FullSnapshot_HasStateTimesUrlsAndRelationships()
    {
        var message = From(new CustomResourceSnapshot
        {
            ResourceType = "Container",
            Properties = [],
            State = new ResourceStateSnapshot("Exited", "error"),
            ExitCode = 3,
            CreationTimeStamp = Started.AddMinutes(-1),
            StartTimeStamp = Started,
            StopTimeStamp = Started.AddMinutes(1),
            IsHidden = true,
            IconName = "Cart",
            IconVariant = IconVariant.Filled,
            Urls = [new UrlSnapshot("http", "http://localhost:1", IsInternal: true) { IsInactive = true, DisplayProperties = new UrlDisplayPropertiesSnapshot("Shop", 7) }],
            Relationships = [new RelationshipSnapshot("db", "WaitFor")],
            Volumes = [new VolumeSnapshot("data", "/data", "volume", IsReadOnly: true)],
            EnvironmentVariables = [new EnvironmentVariableSnapshot("A", "b", IsFromSpec: true), new EnvironmentVariableSnapshot("C", null, IsFromSpec: false)]
        });

        Assert.Equal(("Exited", "error", true), (message.State, message.StateStyle, message.IsHidden));
        Assert.Equal((Started.AddMinutes(-1), Started, Started.AddMinutes(1)), (message.CreatedAt.ToDateTime(), message.StartedAt.ToDateTime(), message.StoppedAt.ToDateTime()));
        Assert.Equal(("Cart", Proto.IconVariant.Filled), (message.IconName, message.IconVariant));
        Assert.Equal(
            new Proto.Url
            {
                EndpointName = "http",
                FullUrl = "http://localhost:1",
                IsInternal = true,
                IsInactive = true,
                DisplayProperties = new Proto.UrlDisplayProperties { DisplayName = "Shop", SortOrder = 7 }
            },
            Assert.Single(message.Urls));
        Assert.Equal([("db", "WaitFor")], message.Relationships.Select(r => (r.ResourceName, r.Type)));
        Assert.Equal([("data", "/data", "volume", true)], message.Volumes.Select(v => (v.Source, v.Target, v.MountType, v.IsReadOnly)));
        Assert.Equal([("A", "b", true), ("C", "", false)], message.Environment.Select(v => (v.Name, v.Value, v.IsFromSpec)));
        Assert.Equal("3", Property(message, "resource.exitCode").Value.StringValue);
        Assert.Equal(Started.ToString("O", CultureInfo.InvariantCulture), Property(message, "resource.startTime").Value.StringValue);
    }

    [Fact]
    public void From_Properties_KeepKindAndSensitivity()
    {
        var message = From(new CustomResourceSnapshot
        {
            ResourceType = "Thing",
            Properties =
            [
                new ResourcePropertySnapshot("executable.pid", 42),
                new ResourcePropertySnapshot("executable.args", new[] { "--key", "secret" }) { IsSensitive = true },
                new ResourcePropertySnapshot("container.ports", new[] { 80, 443 }),
                new ResourcePropertySnapshot("project.launchProfile", null),
                new ResourcePropertySnapshot("enabled", true)
            ]
        });

        Assert.Equal(42, Property(message, "executable.pid").Value.NumberValue);
        Assert.Equal(["--key", "secret"], Property(message, "executable.args").Value.ListValue.Values.Select(v => v.StringValue));
        Assert.Equal([80, 443], Property(message, "container.ports").Value.ListValue.Values.Select(v => v.NumberValue));
        Assert.Equal(Value.KindOneofCase.NullValue, Property(message, "project.launchProfile").Value.KindCase);
        Assert.Equal("True", Property(message, "enabled").Value.StringValue);
        Assert.Equal(["executable.args"], message.Properties.Where(p => p.IsSensitive).Select(p => p.Name));
    }

    [Fact]
    public void From_HealthReports_TellWhatIsKnown()
    {
        var message = From(new CustomResourceSnapshot
        {
            ResourceType = "Thing",
            Properties = [],
            State = KnownResourceStates.Running,
            HealthReports =
            [
                new HealthReportSnapshot("good", HealthStatus.Healthy, "fine", null) { LastRunAt = Started },
                new HealthReportSnapshot("slow", HealthStatus.Degraded, null, null),
                new HealthReportSnapshot("bad", HealthStatus.Unhealthy, "refused", "SocketException"),
                new HealthReportSnapshot("new", null, null, null)
            ]
        });

        Assert.Equal(
            [Proto.HealthStatus.Healthy, Proto.HealthStatus.Degraded, Proto.HealthStatus.Unhealthy],
            message.HealthReports.Take(3).Select(r => r.Status));
        Assert.Equal([true, true, true, false], message.HealthReports.Select(r => r.HasStatus));
        Assert.Equal(("refused", "SocketException"), (message.HealthReports[2].Description, message.HealthReports[2].Exception));
        Assert.Equal(Started, message.HealthReports[0].LastRunAt.ToDateTime());
        Assert.Equal("Unhealthy", Property(message, "resource.healthState").Value.StringValue);
    }

    [Fact]
    public void From_Commands_KeepQuestionIconAndState()
    {
        var message = From(new CustomResourceSnapshot
        {
            ResourceType = "Thing",
            Properties = [],
            Commands =
            [
                new ResourceCommandSnapshot("drain", ResourceCommandState.Disabled, "Drain", "Let it end", "Really?", "Delete", IconVariant.Filled, IsHighlighted: true),
                new ResourceCommandSnapshot("set-parameter", ResourceCommandState.Enabled, "Set parameter", null, null, null, null, IsHighlighted: false)
            ]
        });

        var command = Assert.Single(message.Commands);
        Assert.Equal(("drain", "Drain", "Let it end", "Really?"), (command.Name, command.DisplayName, command.DisplayDescription, command.ConfirmationMessage));
        Assert.Equal(("Delete", Proto.IconVariant.Filled, true, Proto.ResourceCommandState.Disabled), (command.IconName, command.IconVariant, command.IsHighlighted, command.State));
    }

    private static Proto.Resource From(CustomResourceSnapshot snapshot) => ResourceMessage.From(new ResourceEvent(new Thing("thing"), "thing-1", snapshot));

    private static Proto.ResourceProperty Property(Proto.Resource message, string name) => message.Properties.Single(p => p.Name == name);
}
