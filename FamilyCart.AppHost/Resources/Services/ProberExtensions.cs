using System.Globalization;
using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Secrets;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Resources.Services;

/// <summary>The prober, which does once a minute what a user does, and the account that it does it with.</summary>
internal static class ProberExtensions
{
    private const string PasswordName = "probe-password";
    private const string EmailVariable = "Probe__Email";
    private const string PasswordVariable = "Probe__Password";

    // No mailbox: letters to it stay in the outbox.
    private const string DefaultEmail = "probe@example.org";

    /// <summary>The password of the prober's account: a secret parameter like the others.</summary>
    public static IResourceBuilder<ParameterResource> AddProbePassword(this IDistributedApplicationBuilder builder) => builder.AddSecret(PasswordName);

    /// <summary>The address of the prober's account.</summary>
    public static string ProbeEmail(this IDistributedApplicationBuilder builder) => builder.Configuration["Probe:Email"] ?? DefaultEmail;

    /// <summary>Has the API's migration see to it that the account is there, with this password.</summary>
    public static IResourceBuilder<ProjectResource> SeedsProbe(
        this IResourceBuilder<ProjectResource> migrations, IResourceBuilder<ParameterResource> password) =>
        migrations.WithArgs("--seed-probe").WithAccount(password);

    /// <summary>
    /// The prober. In run mode it comes in by https as everybody may, and trusts the certificate of the run's own making and no other;
    /// whoever publishes names the public address.
    /// </summary>
    public static IResourceBuilder<ProjectResource> AddProber<TProject>(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource> password)
        where TProject : IProjectMetadata, new() =>
        builder.AddService<TProject>(name, Ports.Prober, "prober").WithAccount(password).WithDoor(builder).WithComposePlan(PublishedServices.Prober<TProject>());

    private static IResourceBuilder<ProjectResource> WithAccount(
        this IResourceBuilder<ProjectResource> project, IResourceBuilder<ParameterResource> password) => project
        .WithEnvironment(EmailVariable, project.ApplicationBuilder.ProbeEmail())
        .WithEnvironment(PasswordVariable, password);

    private static IResourceBuilder<ProjectResource> WithDoor(this IResourceBuilder<ProjectResource> prober, IDistributedApplicationBuilder builder)
    {
        const string Address = "Probe__Address";
        if (!builder.ExecutionContext.IsRunMode)
        {
            return prober.WithEnvironment(Address, builder.PublicAddress());
        }

        var topology = builder.Topology();
        return prober
            .WithEnvironment(Address, string.Create(CultureInfo.InvariantCulture, $"https://localhost:{topology.Port(Ports.GatewayHttps)}"))
            .WithEnvironment("Probe__CertificateFile", Path.Combine(topology.Folder("gateway"), "development.pem"));
    }
}
