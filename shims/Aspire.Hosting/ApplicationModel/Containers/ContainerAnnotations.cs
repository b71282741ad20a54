namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where an image comes from.</summary>
public sealed class ContainerImageAnnotation : IResourceAnnotation
{
    public string? Registry { get; set; }

    public required string Image { get; set; }

    public string? Tag { get; set; }

    public string? SHA256 { get; set; }

    internal string Reference
    {
        get
        {
            var name = string.IsNullOrEmpty(Registry) ? Image : $"{Registry}/{Image}";
            return SHA256 is { } digest ? $"{name}@sha256:{digest}" : $"{name}:{Tag}";
        }
    }
}

public sealed class ContainerMountAnnotation(string? source, string target, ContainerMountType type, bool isReadOnly) : IResourceAnnotation
{
    public string? Source { get; set; } = source;

    public string Target { get; set; } = target;

    public ContainerMountType Type { get; set; } = type;

    public bool IsReadOnly { get; set; } = isReadOnly;
}

public enum ContainerMountType { BindMount, Volume }

public sealed class ContainerLifetimeAnnotation : IResourceAnnotation
{
    public required ContainerLifetime Lifetime { get; set; }
}

public enum ContainerLifetime { Session, Persistent }

public sealed class ContainerNameAnnotation : IResourceAnnotation
{
    public required string Name { get; set; }
}

public sealed class ContainerImagePullPolicyAnnotation : IResourceAnnotation
{
    public required ImagePullPolicy ImagePullPolicy { get; set; }
}

public enum ImagePullPolicy { Default, Always, Missing, Never }

/// <summary>Files that are put into the container before it starts.</summary>
/// <param name="Destination">A folder in the container.</param>
/// <param name="Entries">What is put there.</param>
/// <param name="Owner">Owner of entries that name none.</param>
/// <param name="Group">Group of entries that name none.</param>
/// <param name="Umask">Rights that an entry without mode of its own does not get.</param>
internal sealed record ContainerFilesAnnotation(
    string Destination, IEnumerable<ContainerFileSystemItem> Entries, int? Owner, int? Group, UnixFileMode Umask) : IResourceAnnotation;

public sealed record ContainerNetworkAliasAnnotation(string Alias) : IResourceAnnotation;

[SuppressMessage("Performance", "CA1819", Justification = "The real annotation's shape.")]
public sealed record ContainerRuntimeArgsCallbackAnnotation(string[] Args) : IResourceAnnotation;
