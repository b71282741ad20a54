using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Secrets;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Resources.Services;

/// <summary>In what services of one published environment differ from those of another.</summary>
internal static class DifferenceExtensions
{
    /// <summary>Tells a service what it keeps of traces.</summary>
    public static IResourceBuilder<ProjectResource> WithDifferences(this IResourceBuilder<ProjectResource> service) =>
        service.ApplicationBuilder.ExecutionContext.IsRunMode
            ? service
            : service.WithEnvironment("Telemetry__TraceRatio", service.ApplicationBuilder.Topology().Settings.Publish.Differences.TraceRatio);

    /// <summary>Tells the API how its letters leave: by a mail server, or not at all.</summary>
    public static IResourceBuilder<ProjectResource> WithMail(this IResourceBuilder<ProjectResource> api)
    {
        var builder = api.ApplicationBuilder;
        return builder.ExecutionContext.IsRunMode || !builder.Topology().Settings.Publish.Differences.SendsMail
            ? api
            : api.WithEnvironment("Mail__Provider", "smtp")
                .WithEnvironment("Mail__From", Ask(builder, "mail-from"))
                .WithEnvironment("Mail__Smtp__Host", Ask(builder, "mail-smtp-host"))
                .WithEnvironment("Mail__Smtp__User", Ask(builder, "mail-smtp-user"))
                .WithEnvironment("Mail__Smtp__Password", Secret(builder, "mail-smtp-password"));
    }

    // Both slots ask for the same.
    private static IResourceBuilder<ParameterResource> Ask(IDistributedApplicationBuilder builder, string name) =>
        Find(builder, name) ?? builder.AddParameter(name).OfPart(ComposeProfile.Uat);

    private static IResourceBuilder<ParameterResource> Secret(IDistributedApplicationBuilder builder, string name) =>
        Find(builder, name) ?? builder.AddSecret(name, shortest: 1, isForeign: true).OfPart(ComposeProfile.Uat);

    private static IResourceBuilder<ParameterResource>? Find(IDistributedApplicationBuilder builder, string name) =>
        builder.Resources.OfType<ParameterResource>().FirstOrDefault(parameter => parameter.Name == name) is { } parameter ? builder.CreateResourceBuilder(parameter) : null;
}
