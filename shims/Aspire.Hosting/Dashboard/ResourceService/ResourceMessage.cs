using Google.Protobuf.WellKnownTypes;
using Proto = Aspire.DashboardService.Proto.V1;

namespace Aspire.Hosting.Dashboard.ResourceService;

/// <summary>A snapshot as the dashboard takes it.</summary>
internal static class ResourceMessage
{
    public static Proto.Resource From(ResourceEvent change)
    {
        var snapshot = change.Snapshot;
        var message = new Proto.Resource
        {
            Name = change.ResourceId,
            Uid = change.ResourceId,
            DisplayName = change.Resource.Name,
            ResourceType = snapshot.ResourceType,
            State = snapshot.State?.Text ?? "",
            StateStyle = snapshot.State?.Style ?? "",
            IsHidden = snapshot.IsHidden,
            CreatedAt = Time(snapshot.CreationTimeStamp),
            StartedAt = Time(snapshot.StartTimeStamp),
            StoppedAt = Time(snapshot.StopTimeStamp),
            Properties = { ResourceProperties.Of(change) },
            Environment = { snapshot.EnvironmentVariables.Select(v => new Proto.EnvironmentVariable { Name = v.Name, Value = v.Value ?? "", IsFromSpec = v.IsFromSpec }) },
            Urls = { snapshot.Urls.Select(Url) },
            Volumes = { snapshot.Volumes.Select(v => new Proto.Volume { Source = v.Source ?? "", Target = v.Target, MountType = v.MountType, IsReadOnly = v.IsReadOnly }) },
            HealthReports = { snapshot.HealthReports.Select(Report) },
            Relationships = { snapshot.Relationships.Select(r => new Proto.ResourceRelationship { ResourceName = r.ResourceName, Type = r.Type }) },
            Commands = { snapshot.Commands.Where(c => !ParameterCommands.Contains(c.Name)).Select(Command) }
        };
        if (snapshot.IconName is { } icon)
        {
            message.IconName = icon;
            message.IconVariant = (Proto.IconVariant)(snapshot.IconVariant ?? IconVariant.Regular);
        }

        return message;
    }

    // They only say that they need the package, which no one has to be invited to read.
    private static readonly string[] ParameterCommands = [KnownResourceCommands.SetParameterCommand, KnownResourceCommands.DeleteParameterCommand];

    private static Proto.Url Url(UrlSnapshot url) => new()
    {
        EndpointName = url.Name ?? "",
        FullUrl = url.Url,
        IsInternal = url.IsInternal,
        IsInactive = url.IsInactive,
        DisplayProperties = new Proto.UrlDisplayProperties { DisplayName = url.DisplayProperties.DisplayName, SortOrder = url.DisplayProperties.SortOrder }
    };

    private static Proto.HealthReport Report(HealthReportSnapshot report)
    {
        var message = new Proto.HealthReport
        {
            Key = report.Name,
            Description = report.Description ?? "",
            Exception = report.ExceptionText ?? "",
            LastRunAt = Time(report.LastRunAt)
        };
        if (report.Status is { } status)
        {
            message.Status = status switch
            {
                HealthStatus.Healthy => Proto.HealthStatus.Healthy,
                HealthStatus.Degraded => Proto.HealthStatus.Degraded,
                _ => Proto.HealthStatus.Unhealthy
            };
        }

        return message;
    }

    private static Proto.ResourceCommand Command(ResourceCommandSnapshot command) => new()
    {
        Name = command.Name,
        DisplayName = command.DisplayName,
        DisplayDescription = command.DisplayDescription ?? "",
        ConfirmationMessage = command.ConfirmationMessage ?? "",
        IconName = command.IconName ?? "",
        IconVariant = (Proto.IconVariant)(command.IconVariant ?? IconVariant.Regular),
        IsHighlighted = command.IsHighlighted,
        State = (Proto.ResourceCommandState)command.State
    };

    private static Timestamp? Time(DateTime? time) => time is { } known ? Timestamp.FromDateTime(known.ToUniversalTime()) : null;
}
