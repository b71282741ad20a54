using System.Reflection;

namespace FamilyCart.RunnerManager.Status;

/// <summary>The version of the running assembly, without the commit that builds append.</summary>
internal static class ServiceVersion
{
    public static string Text { get; } =
        (typeof(ServiceVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown")
        .Split('+')[0];
}
