namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something that is put into a container before it starts.</summary>
public abstract class ContainerFileSystemItem
{
    public string Name { get; set; } = "";

    public int? Owner { get; set; }

    public int? Group { get; set; }

    /// <summary>None: 0644 for files, 0755 for folders.</summary>
    public UnixFileMode Mode { get; set; }
}

public abstract class ContainerFileBase : ContainerFileSystemItem
{
    public string? Contents { get; set; }

    /// <summary>Full path of a file of this machine; it or the contents are given.</summary>
    public string? SourcePath { get; set; }
}

public sealed class ContainerFile : ContainerFileBase;

public sealed class ContainerDirectory : ContainerFileSystemItem
{
    public IEnumerable<ContainerFileSystemItem> Entries { get; set; } = [];
}
