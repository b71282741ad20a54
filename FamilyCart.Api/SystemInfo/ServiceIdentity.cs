using System.Reflection;

namespace FamilyCart.Api.SystemInfo;

/// <summary>What the service calls itself.</summary>
internal sealed class ServiceIdentity(IHostEnvironment environment, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();

    internal static string Name => "FamilyCart API";

    /// <summary>Without the commit that the build appends.</summary>
    internal static string Version { get; } =
        (typeof(ServiceIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+')[0];

    internal string Environment => environment.EnvironmentName;

    internal TimeSpan Uptime => time.GetElapsedTime(_started);

    internal DateTimeOffset Now => time.GetUtcNow();
}
