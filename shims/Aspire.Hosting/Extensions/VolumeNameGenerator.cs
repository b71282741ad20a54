namespace Aspire.Hosting.Utils;

/// <summary>Names of volumes that were given none: the same at every run, different for every clone of the application.</summary>
public static class VolumeNameGenerator
{
    internal const string HashKey = "AppHost:Sha256";

    private const int HashLength = 10;

    /// <param name="builder">The resource that the volume belongs to.</param>
    /// <param name="suffix">What the volume is for.</param>
    /// <returns><c>application-hash-resource-suffix</c>, the hash being that of the AppHost's path.</returns>
    public static string Generate<T>(IResourceBuilder<T> builder, string suffix) where T : IResource
    {
        var application = builder.ApplicationBuilder;
        return $"{application.Environment.ApplicationName.ToLowerInvariant()}-{HashOf(application.Configuration)[..HashLength]}-{builder.Resource.Name}-{suffix}";
    }

    /// <summary>64 lower-case hexadecimal digits that stand for this clone of the application.</summary>
    internal static string HashOf(IConfiguration configuration) => configuration[HashKey]!.ToLowerInvariant();

    /// <summary>What is published is the same wherever the clone lies: only its project's name counts.</summary>
    internal static string Hash(string folder, string project, DistributedApplicationExecutionContext executionContext)
    {
        var identity = executionContext.IsPublishMode ? project : Path.Combine(folder, project).ToLowerInvariant();
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(identity)));
    }
}
